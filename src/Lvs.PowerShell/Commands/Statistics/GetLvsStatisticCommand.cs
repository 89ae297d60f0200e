namespace LvsPS.Commands;

/// <summary>Gets counters and rates of the director, of services and of real servers (<c>ipvsadm -L --stats</c>,
/// <c>--rate</c>).</summary>
/// <example>
/// <para>Everything, as ipvsadm's --rate shows it.</para>
/// <code>Get-LvsStatistic | Format-Table -View Rates</code>
/// </example>
/// <example>
/// <para>The real servers of a service by the bytes they sent.</para>
/// <code>Get-LvsStatistic tcp/192.0.2.10:80 -Scope RealServer | Sort-Object OutBytes -Descending</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LvsStatistic")]
[OutputType(typeof(Statistic))]
public sealed class GetLvsStatisticCommand : DirectorCmdlet
{
    private readonly List<string> _wanted = [];

    /// <summary>The virtual services with their real servers: tcp/192.0.2.1:80, fwm/5, or objects that belong to one. * and ?
    /// stand for any text. Without it, everything.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ServiceArgument]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Service { get; set; }

    /// <summary>Only this kind: Director, Service or RealServer.</summary>
    [Parameter]
    [ValidateSet("Director", "Service", "RealServer")]
    public string[]? Scope { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _wanted.AddRange(Service ?? []);

    /// <summary>One question to the director, however many services came down the pipeline.</summary>
    protected override void EndProcessing() => Attempt(null, () =>
    {
        LvsStatistics statistics = Ask((client, stop) => client.GetStatisticsAsync(stop));
        StatisticSelection.Write(this, statistics, _wanted, Scope, DateTime.Now);
    });
}
