namespace LvsPS.Commands;

/// <summary>Changes a virtual service; only what is given changes, and connections stay (<c>ipvsadm -E</c>). Another scheduler
/// begins without the flags of the one before. Of a service from Get-LvsService only the settings named beside it change.</summary>
/// <example>
/// <para>Least connections from now on.</para>
/// <code>Set-LvsService tcp/192.0.2.10:80 -Scheduler wlc</code>
/// </example>
/// <example>
/// <para>Every service that is persistent keeps its clients for ten minutes.</para>
/// <code>Get-LvsService | Where-Object PersistenceTimeout -gt 0 | Set-LvsService -PersistenceTimeout 600 -PassThru</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "LvsService", SupportsShouldProcess = true)]
[OutputType(typeof(VirtualService))]
public sealed class SetLvsServiceCommand : ServiceSettingsCmdlet
{
    private GivenSettings _given = null!;

    /// <summary>The virtual service: tcp/192.0.2.1:80, fwm/5, or an object that belongs to one. * and ? stand for any
    /// text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ServiceArgument]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[] Service { get; set; } = [];

    /// <summary>Gives the changed service.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _given = new GivenSettings(MyInvocation.BoundParameters.Keys, Settings);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (HasUnreadValue(InputObject, Settings))
            return;
        foreach (string id in Service.SelectMany(name => ServiceSelection.Expand(this, name)))
        {
            if (ShouldProcess(id, "Change virtual service"))
                Attempt(id, () => Change(id));
        }
    }

    private void Change(string id)
    {
        (TcpTimeout, TcpFinTimeout, UdpTimeout) = (
            Given(nameof(TcpTimeout), TcpTimeout), Given(nameof(TcpFinTimeout), TcpFinTimeout),
            Given(nameof(UdpTimeout), UdpTimeout));
        LvsTimeouts? present = Timeouts(null) is null ? null : Ask((client, stop) => client.GetServiceAsync(id, stop)).Timeouts;
        bool? onePacket = MyInvocation.BoundParameters.ContainsKey(nameof(OnePacket)) ? OnePacket.ToBool() : null;
        LvsServicePatch patch = new()
        {
            Scheduler = Given(nameof(Scheduler), Scheduler),
            SchedulerFlags = Given(nameof(SchedulerFlag), SchedulerFlag),
            PersistenceTimeout = Given(nameof(PersistenceTimeout), PersistenceTimeout),
            PersistenceMask = Given(nameof(PersistenceMask), PersistenceMask),
            PersistenceEngine = Given(nameof(PersistenceEngine), PersistenceEngine),
            OnePacket = Given(nameof(OnePacket), onePacket),
            Timeouts = Timeouts(present),
        };
        LvsVirtualService changed = Ask((client, stop) => client.EditServiceAsync(id, patch, stop));
        if (PassThru)
            WriteObject(VirtualService.From(changed));
    }

    private T? Given<T>(string name, T? value) => _given.Of(InputObject, name, value);
}
