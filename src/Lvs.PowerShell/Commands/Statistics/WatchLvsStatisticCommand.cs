namespace LvsPS.Commands;

/// <summary>Gives samples of the statistics, one every interval, until it is stopped (<c>watch ipvsadm --rate</c>).</summary>
/// <example>
/// <para>The director's rates every second.</para>
/// <code>Watch-LvsStatistic | Format-Table -View Rates</code>
/// </example>
/// <example>
/// <para>A minute of a service's rates as a table for a report.</para>
/// <code>Watch-LvsStatistic tcp/192.0.2.10:80 -Interval 10 -MaxSamples 6 | Export-Csv rates.csv</code>
/// </example>
[Cmdlet(VerbsCommon.Watch, "LvsStatistic")]
[OutputType(typeof(Statistic))]
public sealed class WatchLvsStatisticCommand : DirectorCmdlet
{
    /// <summary>The virtual services: tcp/192.0.2.1:80, fwm/5. * and ? stand for any text. Without it, the director as a
    /// whole.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ServiceArgument]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Service { get; set; }

    /// <summary>Only this kind: Director, Service or RealServer. Without it the director, or with -Service the
    /// services.</summary>
    [Parameter]
    [ValidateSet("Director", "Service", "RealServer")]
    public string[]? Scope { get; set; }

    /// <summary>Seconds from one sample to the next; 1 unless given.</summary>
    [Parameter]
    [ValidateRange(0.01, 86400.0)]
    public double Interval { get; set; } = 1;

    /// <summary>Ends after this many samples; without it, when it is stopped.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? MaxSamples { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string[] scopes = Scope ?? [Service is null ? "Director" : "Service"];
        long start = Environment.TickCount64;
        for (long sample = 1; ; sample++)
        {
            Attempt(null, () =>
            {
                LvsStatistics statistics = Ask((client, stop) => client.GetStatisticsAsync(stop));
                StatisticSelection.Write(this, statistics, Service ?? [], scopes, DateTime.Now);
            });
            if (sample >= MaxSamples)
                return;

            // The n-th sample is due n intervals after the first, however long each took to read.
            long pause = start + (long)(sample * Interval * 1000) - Environment.TickCount64;
            if (Stop.WaitHandle.WaitOne((int)Math.Clamp(pause, 0, int.MaxValue)))
                throw new PipelineStoppedException();
        }
    }
}
