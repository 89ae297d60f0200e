using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;

namespace Lvs.Xdp.Netlink;

/// <summary>Puts a route, the links and the neighbours together to a next hop. No system call, no allocation.</summary>
internal static class NextHopResolver
{
    /// <summary>Works out the way.</summary>
    /// <param name="network">Links and neighbours.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="route">The kernel's route to it.</param>
    /// <param name="addressOf">The host's own address on a device, where the route prefers none.</param>
    /// <param name="hop">The next hop, without the neighbour's MAC unless the result is Resolved.</param>
    /// <param name="neighbour">The neighbour it depends on; the default value when none.</param>
    internal static NextHopState Resolve(
        NetworkState network,
        InetAddress destination,
        in RouteInfo route,
        InterfaceAddresses addressOf,
        out NextHop hop,
        out NeighbourKey neighbour)
    {
        hop = default;
        neighbour = default;
        if (route.Type is RouteType.Local or RouteType.Anycast)
            return NextHopState.Local;
        if (route.Type != RouteType.Unicast || !network.TryGetLink(route.InterfaceIndex, out LinkInfo link))
            return NextHopState.Unreachable;
        if (link.IsLoopback)
            return NextHopState.Local;
        if (!link.IsUsable)
            return NextHopState.Unreachable;

        // A VLAN device is its parent with a tag. Not one on another VLAN device: XDP pushes one tag, the kernel the others.
        LinkInfo device = link;
        if (link.VlanId != 0 && network.TryGetLink(link.Parent, out LinkInfo parent) && parent.Kind != "vlan")
        {
            if (!parent.IsUsable)
                return NextHopState.Unreachable;
            device = parent;
        }

        uint mtu = route.Mtu == 0 ? link.Mtu : Math.Min(route.Mtu, link.Mtu);
        InetAddress local = route.PreferredSource.Family != InetFamily.None
            ? route.PreferredSource
            : addressOf.Find(link.Index, destination.Family);
        hop = new NextHop(
            device.Index,
            (ushort)Math.Min(mtu, ushort.MaxValue),
            ReferenceEquals(device, link) ? (ushort)0 : link.VlanId,
            link.Mac,
            MacAddress.None,
            local,
            device.CanRedirect);

        NeighbourKey key = new(link.Index, route.Gateway.Family != InetFamily.None ? route.Gateway : destination);
        bool known = network.TryGetNeighbour(key, out NeighbourInfo entry);
        if (known && entry.IsUsable && (entry.Mac != MacAddress.None || !link.IsEthernet))
        {
            hop = hop with { Destination = entry.Mac };
            neighbour = key;
            return NextHopState.Resolved;
        }

        // Devices without neighbours (tunnels): the kernel sends, nothing is to be resolved.
        if (!link.IsEthernet || (link.Flags & LinkFlags.NoArp) != 0)
            return NextHopState.Resolved;
        neighbour = key;
        return known && entry.HasFailed ? NextHopState.Unreachable : NextHopState.Pending;
    }
}
