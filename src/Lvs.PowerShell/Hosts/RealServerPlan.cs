using LvsPS.Hosts.Changes;

namespace LvsPS.Hosts;

/// <summary>What it takes to make a host a real server: the changes, in an order in which the virtual address is never seen on
/// the wire.</summary>
/// <param name="network">The host's network.</param>
internal sealed class RealServerPlan(HostNetwork network)
{
    private const string Loose = "2";

    /// <summary>The changes for one virtual address.</summary>
    /// <param name="address">The virtual address.</param>
    /// <param name="tunnelled">Whether packets come in a tunnel.</param>
    /// <param name="decapsulation">Who takes the tunnel apart.</param>
    /// <param name="type">The tunnel.</param>
    /// <param name="device">The interface that tunnelled packets come in by; null takes the default route's.</param>
    /// <exception cref="LvsClientException">It cannot be done.</exception>
    public IEnumerable<HostChange> For(
        string address, bool tunnelled, Decapsulation decapsulation, LvsTunnelType type, string? device)
    {
        bool v6 = address.Contains(':');
        if (network.Addresses()
            .FirstOrDefault(other => other.Address == address && other.Device != AddressChange.Device) is { } held)
        {
            throw new LvsClientException(
                "virtual-address-elsewhere", address,
                $"{address} is on {held.Device}, where it answers on the wire and takes the director's packets away from it.",
                $"Remove it there first: ip addr del {address}/{held.PrefixLength} dev {held.Device}.");
        }

        return [.. v6 ? [] : Silence(), .. tunnelled ? Decapsulate(v6, decapsulation, type, device) : [],
            new AddressChange(address)];
    }

    // 1: answer only for addresses of the interface that was asked on; 2 and 8 say less still. 2: ask with the best source
    // address, which is no virtual one. IPv6 needs none of this: neighbour discovery answers only for the interface's own.
    private static HostChange[] Silence() =>
    [
        .. new[] { "all", "lo" }.SelectMany(device => new HostChange[]
        {
            new SysctlChange($"net/ipv4/conf/{device}/arp_ignore", "1", AlsoGood: "2,8"),
            new SysctlChange($"net/ipv4/conf/{device}/arp_announce", "2"),
        }),
    ];

    private HostChange[] Decapsulate(bool v6, Decapsulation decapsulation, LvsTunnelType type, string? device)
    {
        (string module, string tunnel) = v6 ? ("ip6_tunnel", "ip6tnl0") : ("ipip", "tunl0");
        bool there = network.Link(tunnel) is not null;
        bool kernel = type == LvsTunnelType.IpIp && (there || network.Host.Run("modprobe", "-n", "-q", module).Succeeded);
        if (decapsulation == Decapsulation.Kernel && !kernel)
        {
            throw new LvsClientException(
                "no-kernel-tunnel", tunnel,
                type == LvsTunnelType.IpIp ? $"This kernel has no {module}, so there can be no {tunnel}."
                    : $"{tunnel} takes no {type}.",
                "Use -Decapsulation Xdp.");
        }

        if (!kernel || decapsulation == Decapsulation.Xdp)
            return [new DecapsulatorChange(device ?? network.DefaultDevice(v6) ?? network.DefaultDevice(!v6)
                ?? throw NoDevice())];

        // Packets out of the tunnel come from clients, whom the kernel would look for behind tunl0. The larger value of the
        // device and of 'all' counts, so that loose on the device is loose whatever the host has set for all.
        HostChange[] changes = v6
            ? [new LinkUpChange(tunnel)]
            : [new SysctlChange($"net/ipv4/conf/{tunnel}/rp_filter", Loose), new LinkUpChange(tunnel)];
        return there ? changes : [new ModuleChange(module, tunnel), .. changes];
    }

    private static LvsClientException NoDevice() => new(
        "interface-unknown", null, "There is no default route to tell which interface tunnelled packets come in by.",
        "Name it with -Interface.");
}
