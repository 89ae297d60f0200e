using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Netlink;

/// <summary>A route (RTM_NEWROUTE): of a table, or the kernel's answer for one destination.</summary>
/// <param name="Destination">The prefix's address; unspecified of the family for the default route.</param>
/// <param name="PrefixLength">The prefix's length in bits.</param>
/// <param name="Type">What it does.</param>
/// <param name="Table">The routing table: 254 main, 255 local.</param>
/// <param name="InterfaceIndex">The device packets leave by; 0 when it has none (or several next hops, in a table's dump).</param>
/// <param name="Gateway">The next hop, also of the other family (RFC 5549); the default value when the destination is on the link.</param>
/// <param name="PreferredSource">The address the host would use as source; the default value when the route has none.</param>
/// <param name="Mtu">The path's MTU in bytes; 0 when the route does not limit it.</param>
public readonly record struct RouteInfo(
    InetAddress Destination,
    byte PrefixLength,
    RouteType Type,
    uint Table,
    uint InterfaceIndex,
    InetAddress Gateway,
    InetAddress PreferredSource,
    uint Mtu)
{
    /// <summary>True when an address falls in the prefix.</summary>
    public bool Covers(InetAddress address) =>
        address.Family == Destination.Family && address.Mask(PrefixLength) == Destination.Mask(PrefixLength);
}
