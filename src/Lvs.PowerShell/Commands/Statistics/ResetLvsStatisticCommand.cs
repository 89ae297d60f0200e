namespace LvsPS.Commands;

/// <summary>Sets counters to zero, of one service or of everything (<c>ipvsadm -Z</c>).</summary>
/// <example>
/// <para>All counters.</para>
/// <code>Reset-LvsStatistic</code>
/// </example>
/// <example>
/// <para>The counters of one service and its real servers.</para>
/// <code>Reset-LvsStatistic tcp/192.0.2.10:80</code>
/// </example>
[Cmdlet(VerbsCommon.Reset, "LvsStatistic", SupportsShouldProcess = true)]
public sealed class ResetLvsStatisticCommand : DirectorCmdlet
{
    /// <summary>The virtual service: tcp/192.0.2.1:80, fwm/5, or an object that belongs to one. * and ? stand for any text.
    /// Without it, everything.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ServiceArgument]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Service { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Service is null)
        {
            if (ShouldProcess("all counters", "Reset"))
                Attempt(null, () => Tell((client, stop) => client.ResetStatisticsAsync(null, stop)));
            return;
        }

        foreach (string id in Service.SelectMany(name => ServiceSelection.Expand(this, name)))
        {
            if (ShouldProcess(id, "Reset counters"))
                Attempt(id, () => Tell((client, stop) => client.ResetStatisticsAsync(id, stop)));
        }
    }
}
