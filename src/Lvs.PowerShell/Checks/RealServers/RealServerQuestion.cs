using LvsPS.Hosts;

namespace LvsPS.Checks.RealServers;

/// <summary>What a real server is to be checked for.</summary>
internal sealed record RealServerQuestion
{
    // Stand for any client: addresses that no network has, so that they take the default route.
    private const string AnyClient = "203.0.113.1";
    private const string AnyClient6 = "2001:db8:ffff:ffff::1";

    /// <summary>The host.</summary>
    public required HostNetwork Network { get; init; }

    /// <summary>The virtual addresses that it serves.</summary>
    public required IReadOnlyList<string> VirtualAddresses { get; init; }

    /// <summary>How the director forwards to it.</summary>
    public ForwardingMethod Method { get; init; }

    /// <summary>The encapsulation of the tunnel.</summary>
    public LvsTunnelType TunnelType { get; init; }

    /// <summary>The interface that the director's packets come in by; null takes the one towards the director, else the default
    /// route's.</summary>
    public string? Interface { get; init; }

    /// <summary>The director's address on the real server's side, where it is known.</summary>
    public string? DirectorAddress { get; init; }

    /// <summary>A client's address; null stands for any.</summary>
    public string? Client { get; init; }

    /// <summary>The port of the service, where it is known.</summary>
    public int? Port { get; init; }

    /// <summary>True when the real server takes packets for the virtual address itself.</summary>
    public bool TakesVirtualAddress => Method != ForwardingMethod.Masquerade;

    /// <summary>The families to look at: those of the virtual addresses, IPv4 without any.</summary>
    public IEnumerable<bool> Families => VirtualAddresses.Count == 0
        ? [(DirectorAddress ?? Client)?.Contains(':') == true]
        : VirtualAddresses.Select(address => address.Contains(':')).Distinct();

    /// <summary>A client of the family.</summary>
    public string ClientOf(bool v6) => Client is { } client && client.Contains(':') == v6 ? client : v6 ? AnyClient6 : AnyClient;

    /// <summary>The interface that the director's packets come in by; null when nothing tells.</summary>
    public string? IncomingDevice(bool v6) => Interface
        ?? (DirectorAddress is { } director ? Network.Route(director)?.Device : null) ?? Network.DefaultDevice(v6);

    /// <summary>The way back to a client.</summary>
    /// <param name="v6">The family.</param>
    public HostRoute? WayBack(bool v6)
    {
        // From the virtual address, where the host has it: policy routing may send that another way.
        IReadOnlyList<HostAddress> own = Network.Addresses();
        string? source = TakesVirtualAddress
            ? VirtualAddresses.FirstOrDefault(address => address.Contains(':') == v6 && own.Any(have => have.Address == address))
            : null;
        return Network.Route(ClientOf(v6), source);
    }
}
