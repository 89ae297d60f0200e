namespace LvsPS.Commands;

/// <summary>Asks for a synchronisation daemon (<c>ipvsadm --start-daemon</c>). Its state is kept and listed, so that scripts
/// written for IPVS go through; this version does not synchronise connections, and says so in a warning.</summary>
/// <example>
/// <para>A master on eth0.</para>
/// <code>Start-LvsSyncDaemon Master -Interface eth0 -SyncId 7</code>
/// </example>
/// <example>
/// <para>A backup with a group of its own, without the warning.</para>
/// <code>Start-LvsSyncDaemon Backup -Interface eth0 -Group 224.0.0.82 -WarningAction SilentlyContinue</code>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "LvsSyncDaemon", SupportsShouldProcess = true)]
[OutputType(typeof(SyncDaemon))]
public sealed class StartLvsSyncDaemonCommand : DirectorCmdlet
{
    /// <summary>Master sends connections, Backup receives them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public LvsSyncRole Role { get; set; }

    /// <summary>The interface of the multicasts.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string Interface { get; set; } = "";

    /// <summary>0 to 255; directors with different ones do not hear each other.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, 255)]
    public int SyncId { get; set; }

    /// <summary>The multicast group; 224.0.0.81 unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public string? Group { get; set; }

    /// <summary>The UDP port; 8848 unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public int? Port { get; set; }

    /// <summary>The multicast TTL; 1 unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public int? Ttl { get; set; }

    /// <summary>The largest message in bytes; unless given, what fits the interface.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public int? MaximumLength { get; set; }

    /// <summary>Gives the daemon as it is listed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Interface, $"Start synchronisation daemon ({Role})"))
            return;
        Attempt(Role, () =>
        {
            LvsSyncDaemon daemon = new()
            {
                Role = Role,
                Interface = Interface,
                SyncId = SyncId,
                Group = Group,
                Port = Port,
                Ttl = Ttl,
                MaximumLength = MaximumLength,
            };
            LvsSyncDaemons present = Ask((client, stop) => client.GetSyncDaemonsAsync(stop));
            if (present.Daemons.Any(other => other.Role == Role))
            {
                WriteError(LvsErrors.Create(
                    "SyncDaemonExists", ErrorCategory.ResourceExists, Role, $"The {Role} daemon was started already.",
                    "Stop it first (Stop-LvsSyncDaemon)."));
                return;
            }

            LvsSyncDaemons wanted = new() { Daemons = [.. present.Daemons, daemon] };
            LvsSyncDaemons set = Ask((client, stop) => client.SetSyncDaemonsAsync(wanted, stop));
            WriteWarning("The daemon is listed, but this version of LvsPS does not synchronise connections yet.");
            if (PassThru)
                WriteObject(SyncDaemon.From(set.Daemons.First(other => other.Role == Role)));
        });
    }
}
