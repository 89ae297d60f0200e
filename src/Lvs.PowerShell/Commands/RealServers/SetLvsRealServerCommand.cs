namespace LvsPS.Commands;

/// <summary>Changes real servers; only what is given changes, and connections stay (<c>ipvsadm -e</c>). Of a real server from
/// Get-LvsRealServer only the settings named beside it change.</summary>
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
    private GivenSettings _given = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _given = new GivenSettings(MyInvocation.BoundParameters.Keys, Settings.Except([nameof(Port)]));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (HasUnreadValue(InputObject, Settings))
            return;
        LvsServerPatch patch = new()
        {
            ForwardingMethod = Given(nameof(ForwardingMethod), ForwardingMethod)?.ToContract(),
            Weight = Given(nameof(Weight), Weight),
            UpperThreshold = Given(nameof(UpperThreshold), UpperThreshold),
            LowerThreshold = Given(nameof(LowerThreshold), LowerThreshold),
            TunnelType = Given(nameof(TunnelType), TunnelType),
            TunnelPort = Given(nameof(TunnelPort), TunnelPort),
            TunnelChecksum = Given(nameof(TunnelChecksum), TunnelChecksum),
        };
        foreach ((string address, int? port) in Targets())
        {
            string server = LvsNames.Endpoint(address, port);
            string target = $"{server} of {Service}";
            if (ShouldProcess(target, "Change real server"))
                Attempt(target, () => Change(server, patch));
        }
    }

    private T? Given<T>(string name, T? value) => _given.Of(InputObject, name, value);

    private void Change(string server, LvsServerPatch patch)
    {
        LvsRealServer changed = Ask((client, stop) => client.EditServerAsync(Service, server, patch, stop));
        if (PassThru)
            WriteObject(RealServer.From(Service, changed));
    }
}
