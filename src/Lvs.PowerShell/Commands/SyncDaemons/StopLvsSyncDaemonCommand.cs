namespace LvsPS.Commands;

/// <summary>Withdraws a synchronisation daemon (<c>ipvsadm --stop-daemon</c>).</summary>
/// <example>
/// <para>The master.</para>
/// <code>Stop-LvsSyncDaemon Master</code>
/// </example>
/// <example>
/// <para>All there are.</para>
/// <code>Get-LvsSyncDaemon | Stop-LvsSyncDaemon</code>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "LvsSyncDaemon", SupportsShouldProcess = true)]
public sealed class StopLvsSyncDaemonCommand : DirectorCmdlet
{
    /// <summary>Master or Backup.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public LvsSyncRole Role { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Role.ToString(), "Stop synchronisation daemon"))
            return;
        Attempt(Role, () =>
        {
            LvsSyncDaemons present = Ask((client, stop) => client.GetSyncDaemonsAsync(stop));
            LvsSyncDaemons rest = new() { Daemons = [.. present.Daemons.Where(daemon => daemon.Role != Role)] };
            if (rest.Daemons.Count == present.Daemons.Count)
            {
                WriteError(LvsErrors.Create(
                    "SyncDaemonNotFound", ErrorCategory.ObjectNotFound, Role, $"There is no {Role} daemon.",
                    "Get-LvsSyncDaemon lists those there are."));
                return;
            }

            Ask((client, stop) => client.SetSyncDaemonsAsync(rest, stop));
        });
    }
}
