namespace LvsPS.Commands;

/// <summary>Gets virtual services with their real servers; shown, they read like <c>ipvsadm -Ln</c>.</summary>
/// <example>
/// <para>Lists everything.</para>
/// <code>Get-LvsService</code>
/// </example>
/// <example>
/// <para>The services of one address, with thresholds in place of connections.</para>
/// <code>Get-LvsService -Address 192.0.2.* | Get-LvsRealServer | Format-Table -View Thresholds</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LvsService")]
[OutputType(typeof(VirtualService))]
public sealed class GetLvsServiceCommand : DirectorCmdlet
{
    /// <summary>The virtual service: tcp/192.0.2.1:80, fwm/5, or an object that belongs to one. * and ? stand for any text.
    /// Without it, all services.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ServiceArgument]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Service { get; set; }

    /// <summary>Only services of this protocol.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ServiceProtocol? Protocol { get; set; }

    /// <summary>Only services of these virtual addresses. * and ? stand for any text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Address { get; set; }

    /// <summary>Only services of these ports.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public int[]? Port { get; set; }

    /// <summary>Only services of these firewall marks.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public long[]? FirewallMark { get; set; }

    /// <summary>Only services with these schedulers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SchedulerCompleter))]
    public string[]? Scheduler { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (LvsVirtualService service in ServiceSelection.Find(this, Service))
        {
            if (Fits(service))
                WriteObject(VirtualService.From(service));
        }
    }

    private bool Fits(LvsVirtualService service) =>
        (Protocol is null || service.Protocol == Protocol.Value.ToContract())
        && (Address is null || (service.Address is not null && Names.MatchAny(Address, service.Address)))
        && (Port is null || (service.Port is { } port && Port.Contains(port)))
        && (FirewallMark is null || (service.FirewallMark is { } mark && FirewallMark.Contains(mark)))
        && Names.MatchAny(Scheduler, service.Scheduler);
}
