namespace LvsPS.Commands;

/// <summary>Gets the synchronisation daemons that were asked for (<c>ipvsadm -L --daemon</c>). Their state is kept and listed;
/// this version does not synchronise connections.</summary>
/// <example>
/// <para>All of them.</para>
/// <code>Get-LvsSyncDaemon</code>
/// </example>
/// <example>
/// <para>Whether there is a master.</para>
/// <code>Get-LvsSyncDaemon -Role Master</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LvsSyncDaemon")]
[OutputType(typeof(SyncDaemon))]
public sealed class GetLvsSyncDaemonCommand : DirectorCmdlet
{
    /// <summary>Only this role.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public LvsSyncRole? Role { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(null, () =>
    {
        LvsSyncDaemons daemons = Ask((client, stop) => client.GetSyncDaemonsAsync(stop));
        foreach (LvsSyncDaemon daemon in daemons.Daemons)
        {
            if (Role is null || daemon.Role == Role)
                WriteObject(SyncDaemon.From(daemon));
        }
    });
}
