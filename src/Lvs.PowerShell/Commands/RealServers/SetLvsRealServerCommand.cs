namespace LvsPS.Commands;

/// <summary>Changes real servers; only what is given changes, and connections stay (<c>ipvsadm -e</c>).</summary>
/// <example>
/// <para>Gives one real server a larger share.</para>
/// <code>Set-LvsRealServer tcp/192.0.2.10:80 10.0.0.11 8080 -Weight 5</code>
/// </example>
/// <example>
/// <para>Takes the load off those with many connections.</para>
/// <code>Get-LvsService | Where-Object Scheduler -eq wlc | Get-LvsRealServer | Where-Object ActiveConnections -gt 1000 |
///     Set-LvsRealServer -Weight 1</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "LvsRealServer", SupportsShouldProcess = true)]
[OutputType(typeof(RealServer))]
public sealed class SetLvsRealServerCommand : RealServerSettingsCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        LvsServerPatch patch = new()
        {
            ForwardingMethod = ForwardingMethod?.ToContract(),
            Weight = Weight,
            UpperThreshold = UpperThreshold,
            LowerThreshold = LowerThreshold,
            TunnelType = TunnelType,
            TunnelPort = TunnelPort,
            TunnelChecksum = TunnelChecksum,
        };
        foreach ((string address, int? port) in Targets())
        {
            string server = LvsNames.Endpoint(address, port);
            string target = $"{server} of {Service}";
            if (ShouldProcess(target, "Change real server"))
                Attempt(target, () => Change(server, patch));
        }
    }

    private void Change(string server, LvsServerPatch patch)
    {
        LvsRealServer changed = Ask((client, stop) => client.EditServerAsync(Service, server, patch, stop));
        if (PassThru)
            WriteObject(RealServer.From(Service, changed));
    }
}
