using LvsPS.Checks.RealServers;
using LvsPS.Hosts;
using LvsPS.Hosts.Changes;

namespace LvsPS.Commands;

/// <summary>
/// Checks whether this host can be a real server, and says of each classic mistake what was found and how to mend it: the virtual
/// address missing or in the wrong place, ARP not silenced, no route back to the clients, the wrong gateway, a strict reverse
/// path filter, tunnels that nobody takes apart, segments too large for the tunnel, nobody listening on the service's port. It
/// changes nothing.
/// </summary>
/// <example>
/// <para>What is wrong with this real server for direct routing.</para>
/// <code>Test-LvsRealServerHost 192.0.2.10 -Port 80 | Where-Object Passed -eq $false | Format-List</code>
/// </example>
/// <example>
/// <para>Whether a masqueraded real server answers through its director.</para>
/// <code>Test-LvsRealServerHost -ForwardingMethod Masquerade -DirectorAddress 10.0.0.1 -Client 198.51.100.7</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "LvsRealServerHost")]
[OutputType(typeof(CheckResult), typeof(bool))]
public sealed class TestLvsRealServerHostCommand : PSCmdlet
{
    private static readonly IRealServerCheck[] Checks =
    [
        new VirtualAddressCheck(), new ArpCheck(), new RouteBackCheck(), new ReversePathCheck(), new DecapsulationCheck(),
        new SegmentSizeCheck(), new ListenerCheck(),
    ];

    /// <summary>The virtual addresses; without it those that Enable-LvsRealServerHost put there, else those on lo.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnabledAddressCompleter))]
    public string[]? VirtualAddress { get; set; }

    /// <summary>How the director forwards to this host; without it what Enable-LvsRealServerHost was told, else
    /// DirectRouting.</summary>
    [Parameter]
    public ForwardingMethod? ForwardingMethod { get; set; }

    /// <summary>The encapsulation of the tunnel: ipip (the default), gre or gue.</summary>
    [Parameter]
    public LvsTunnelType TunnelType { get; set; } = LvsTunnelType.IpIp;

    /// <summary>The interface that the director's packets come in by; without it the one towards -DirectorAddress, else the
    /// default route's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HostInterfaceCompleter))]
    public string? Interface { get; set; }

    /// <summary>The director's address on this host's network: with masquerading it has to be the gateway, else it must
    /// not.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DirectorAddress { get; set; }

    /// <summary>A client's address that answers have to reach; without it any that takes the default route.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Client { get; set; }

    /// <summary>The TCP port of the service, to see whether a server listens on it.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>Gives only True when everything passed, else False.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            HostNetwork network = new(new RememberingHost(HostShell.Local));
            HostRecord record = HostRecordFile.OfThisHost().Load();
            RealServerQuestion question = new()
            {
                Network = network,
                VirtualAddresses = VirtualAddress is not null ? [.. VirtualAddress.Select(AddressText.Canonical)]
                    : record.VirtualAddresses.Count > 0 ? record.VirtualAddresses : OnLoopback(network),
                Method = ForwardingMethod ?? Enum.Parse<ForwardingMethod>(record.ForwardingMethod),
                TunnelType = TunnelType,
                Interface = Interface,
                DirectorAddress = DirectorAddress is null ? null : AddressText.Canonical(DirectorAddress),
                Client = Client is null ? null : AddressText.Canonical(Client),
                Port = Port,
            };
            IEnumerable<CheckResult> results = Checks.SelectMany(check => check.Run(question));
            if (Quiet)
                WriteObject(results.All(result => result.Passed));
            else
                WriteObject(results, enumerateCollection: true);
        }
        catch (LvsClientException problem)
        {
            ThrowTerminatingError(LvsErrors.From(problem, null));
        }
    }

    private static string[] OnLoopback(HostNetwork network) =>
        [.. network.Addresses(AddressChange.Device).Select(address => address.Address)
            .Where(address => !address.StartsWith("127.", StringComparison.Ordinal) && address != "::1")];
}
