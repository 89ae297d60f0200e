namespace LvsPS.Commands;

/// <summary>Ends what Connect-LvsDirector began: cmdlets talk to $env:LVS_SOCKET or /run/lvs/lvsd.sock again. The director goes
/// on as it is.</summary>
/// <example>
/// <para>Back to the local director.</para>
/// <code>Disconnect-LvsDirector</code>
/// </example>
/// <example>
/// <para>For one task, and not after it.</para>
/// <code>Connect-LvsDirector /run/lvs-a/lvsd.sock | Out-Null
/// try { Get-LvsService } finally { Disconnect-LvsDirector }</code>
/// </example>
[Cmdlet(VerbsCommunications.Disconnect, "LvsDirector")]
public sealed class DisconnectLvsDirectorCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (DirectorConnections.Default is not { } director)
            return;
        DirectorConnections.Default = null;
        DirectorConnections.Close(director);
    }
}
