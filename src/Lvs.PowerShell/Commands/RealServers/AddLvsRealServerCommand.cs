namespace LvsPS.Commands;

/// <summary>Adds real servers to a virtual service; one that was removed comes back with its connections
/// (<c>ipvsadm -a</c>).</summary>
/// <example>
/// <para>Two real servers by masquerading, on another port than the service's.</para>
/// <code>Add-LvsRealServer tcp/192.0.2.10:80 -Address 10.0.0.11, 10.0.0.12 -Port 8080 -ForwardingMethod Masquerade</code>
/// </example>
/// <example>
/// <para>Real servers from a table with the columns Service, Address, Port, ForwardingMethod and Weight.</para>
/// <code>Import-Csv servers.csv | Add-LvsRealServer</code>
/// </example>
[Cmdlet(VerbsCommon.Add, "LvsRealServer", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(RealServer))]
public sealed class AddLvsRealServerCommand : RealServerSettingsCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (HasUnreadValue(InputObject, Settings))
            return;
        foreach ((string address, int? port) in Targets())
        {
            LvsRealServer server = new()
            {
                Address = address,
                Port = port,
                ForwardingMethod = (ForwardingMethod ?? LvsPS.ForwardingMethod.DirectRouting).ToContract(),
                Weight = Weight ?? 1,
                UpperThreshold = UpperThreshold ?? 0,
                LowerThreshold = LowerThreshold ?? 0,
                TunnelType = TunnelType,
                TunnelPort = TunnelPort,
                TunnelChecksum = TunnelChecksum,
            };
            string target = $"{LvsNames.Server(server)} of {Service}";
            if (ShouldProcess(target, "Add real server"))
                Attempt(target, () => Add(server));
        }
    }

    private void Add(LvsRealServer server)
    {
        LvsRealServer added = Ask((client, stop) => client.AddServerAsync(Service, server, cancellation: stop));
        if (PassThru)
            WriteObject(RealServer.From(Service, added));
    }
}
