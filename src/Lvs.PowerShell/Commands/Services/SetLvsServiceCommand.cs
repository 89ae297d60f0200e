namespace LvsPS.Commands;

/// <summary>Changes a virtual service; only what is given changes, and connections stay (<c>ipvsadm -E</c>).</summary>
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
    protected override void ProcessRecord()
    {
        foreach (string id in Service.SelectMany(name => ServiceSelection.Expand(this, name)))
        {
            if (ShouldProcess(id, "Change virtual service"))
                Attempt(id, () => Change(id));
        }
    }

    private void Change(string id)
    {
        LvsTimeouts? present = Timeouts(null) is null ? null : Ask((client, stop) => client.GetServiceAsync(id, stop)).Timeouts;
        LvsServicePatch patch = new()
        {
            Scheduler = Scheduler,
            SchedulerFlags = SchedulerFlag,
            PersistenceTimeout = PersistenceTimeout,
            PersistenceMask = PersistenceMask,
            PersistenceEngine = PersistenceEngine,
            OnePacket = MyInvocation.BoundParameters.ContainsKey(nameof(OnePacket)) ? OnePacket.ToBool() : null,
            Timeouts = Timeouts(present),
        };
        LvsVirtualService changed = Ask((client, stop) => client.EditServiceAsync(id, patch, stop));
        if (PassThru)
            WriteObject(VirtualService.From(changed));
    }
}
