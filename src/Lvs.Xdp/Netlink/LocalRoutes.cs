using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using static Lvs.Xdp.Netlink.RtnetlinkConstants;

namespace Lvs.Xdp.Netlink;

/// <summary>
/// Which addresses are delivered to this host: the table "local", which the kernel looks into before all others, and which IPVS
/// asks, too (inet_addr_type). The host's addresses are in it, the whole prefixes of IPv4 addresses on the loopback device, and
/// what an administrator adds with <c>ip route add local</c>.
/// </summary>
internal sealed class LocalRoutes
{
    // The same prefix may be delivered by several devices, and goes with the last.
    private readonly HashSet<(InetAddress Prefix, byte Length, uint Device)> _routes = [];
    private readonly Dictionary<(InetAddress Prefix, byte Length), int> _prefixes = [];
    private readonly List<byte> _lengthsV4 = [];
    private readonly List<byte> _lengthsV6 = [];

    /// <summary>True when an address is delivered here. Allocates nothing.</summary>
    internal bool Cover(InetAddress address)
    {
        foreach (byte length in CollectionsMarshal.AsSpan(address.IsV6 ? _lengthsV6 : _lengthsV4))
        {
            if (_prefixes.ContainsKey((address.Mask(length), length)))
                return true;
        }

        return false;
    }

    /// <summary>Takes a route that came or went; one of another table or kind says nothing here.</summary>
    internal void Apply(in RouteInfo route, bool added)
    {
        if (route is not { Table: RT_TABLE_LOCAL, Type: RouteType.Local or RouteType.Anycast })
            return;
        (InetAddress, byte) prefix = (route.Destination.Mask(route.PrefixLength), route.PrefixLength);
        if (added ? !_routes.Add((prefix.Item1, prefix.Item2, route.InterfaceIndex))
            : !_routes.Remove((prefix.Item1, prefix.Item2, route.InterfaceIndex)))
            return;
        ref int count = ref CollectionsMarshal.GetValueRefOrAddDefault(_prefixes, prefix, out _);
        count += added ? 1 : -1;
        if (count == 0)
            _prefixes.Remove(prefix);
        List<byte> lengths = route.Destination.IsV6 ? _lengthsV6 : _lengthsV4;
        if (added && !lengths.Contains(route.PrefixLength))
            lengths.Add(route.PrefixLength);
    }

    /// <summary>Takes the whole table.</summary>
    internal void Replace(IEnumerable<RouteInfo> routes)
    {
        _routes.Clear();
        _prefixes.Clear();
        _lengthsV4.Clear();
        _lengthsV6.Clear();
        foreach (RouteInfo route in routes)
            Apply(route, added: true);
    }
}
