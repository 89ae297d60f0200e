using Lvs.Service.Directors;

namespace Lvs.Service.Statistics;

/// <summary>Samples the counters every 2 s.</summary>
internal sealed class StatisticsSampler(IDirectorHost host, StatisticsTable table) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(RateEstimator.Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await host.InvokeAsync(director =>
                {
                    table.Sample(director);
                    return true;
                });
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }
}
