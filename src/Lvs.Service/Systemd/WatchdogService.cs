using Lvs.Service.Directors;

namespace Lvs.Service.Systemd;

/// <summary>Shows systemd that the director lives: each sign is sent from a round trip through the director's own thread, so
/// that a
/// thread that hangs is a watchdog that barks.</summary>
internal sealed class WatchdogService(IDirectorHost host, Notifier notifier, TimeSpan interval) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(interval / 2);
        try
        {
            do
            {
                await host.InvokeAsync(static _ => true).WaitAsync(stoppingToken);
                notifier.Watchdog();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }
}
