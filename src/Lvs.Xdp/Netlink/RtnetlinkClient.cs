using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using Lvs.Engine.Addressing;
using Lvs.Xdp.Interop;
using static Lvs.Xdp.Netlink.NetlinkConstants;
using static Lvs.Xdp.Netlink.RtnetlinkConstants;

namespace Lvs.Xdp.Netlink;

/// <summary>
/// Asks the kernel of the network namespace it was made in (rtnetlink(7)): links, addresses, neighbours, routes; adds and
/// removes addresses. For one thread at a time.
/// </summary>
public sealed class RtnetlinkClient : IRouteQueries, IDisposable
{
    private const int EADDRNOTAVAIL = 99;

    // IFNAMSIZ less the closing zero.
    private const int LongestName = Libc.IFNAMSIZ - 1;
    private readonly NetlinkChannel _channel = new(NETLINK_ROUTE);

    /// <summary>All network devices.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<LinkInfo> GetLinks()
    {
        NetlinkWriter request = _channel.Begin(RTM_GETLINK, NLM_F_DUMP, LinkHeaderLength);
        request.Put(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
        return _channel.Dump<LinkInfo>(request, "list the network devices", LinkDecoder.TryDecode);
    }

    /// <summary>One network device by its name.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryGetLink(string name, [NotNullWhen(true)] out LinkInfo? link)
    {
        link = null;
        if (Encoding.UTF8.GetByteCount(name) is 0 or > LongestName || name.Contains('\0'))
            return false;
        NetlinkWriter request = _channel.Begin(RTM_GETLINK, 0, LinkHeaderLength);
        request.Put(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
        request.Put(IFLA_IFNAME, name);
        return _channel.TryGet(request, out NetlinkMessage answer) == 0 && LinkDecoder.TryDecode(answer, out link);
    }

    /// <summary>All addresses of both families.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<AddressInfo> GetAddresses() => _channel.Dump<AddressInfo>(
        _channel.Begin(RTM_GETADDR, NLM_F_DUMP, AddressHeaderLength), "list the addresses", AddressDecoder.TryDecode);

    /// <summary>All neighbour entries of both families.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<NeighbourInfo> GetNeighbours() => _channel.Dump<NeighbourInfo>(
        _channel.Begin(RTM_GETNEIGH, NLM_F_DUMP, NeighbourHeaderLength), "list the neighbours", NeighbourDecoder.TryDecode);

    /// <summary>All routes of all tables of both families. On a router with a full Internet table that is a million.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<RouteInfo> GetRoutes() => _channel.Dump<RouteInfo>(
        _channel.Begin(RTM_GETROUTE, NLM_F_DUMP, RouteHeaderLength), "list the routes", RouteDecoder.TryDecode);

    /// <summary>The routes of the table "local" of both families: a few for each address of the host.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<RouteInfo> GetLocalRoutes() => [.. GetLocalRoutes(InetFamily.V4), .. GetLocalRoutes(InetFamily.V6)];

    /// <summary>The route the kernel would take to one address now: policy rules, preferred source, path MTU, and of several next
    /// hops the one it chooses. Allocates nothing.</summary>
    /// <param name="destination">An IPv4 or IPv6 address.</param>
    /// <param name="route">The route; of a kind that sends nothing (unreachable, prohibit) where the kernel says so.</param>
    /// <returns>False when there is none.</returns>
    public bool TryGetRoute(InetAddress destination, out RouteInfo route)
    {
        route = default;
        if (destination.Family == InetFamily.None)
            return false;
        NetlinkWriter request = _channel.Begin(RTM_GETROUTE, 0, RouteHeaderLength);
        request.Fixed[0] = AttributeValues.Number(destination.Family);
        request.Fixed[1] = (byte)(destination.Length * 8);
        request.Put(RTA_DST, destination);
        return _channel.TryGet(request, out NetlinkMessage answer) == 0 && RouteDecoder.TryDecode(answer, out route);
    }

    /// <summary>Has the kernel resolve a neighbour, or confirm a stale one, as if it had a packet for it (NTF_USE). Allocates
    /// nothing. Not for permanent entries, which the request would make ordinary ones.</summary>
    /// <returns>False when the kernel would not: no such device, device down, table full, no CAP_NET_ADMIN.</returns>
    public bool TryResolve(NeighbourKey neighbour)
    {
        if (neighbour.Address.Family == InetFamily.None)
            return false;
        NetlinkWriter request = _channel.Begin(RTM_NEWNEIGH, NLM_F_ACK | NLM_F_CREATE, NeighbourHeaderLength);
        Span<byte> header = request.Fixed;
        header[0] = AttributeValues.Number(neighbour.Address.Family);
        uint index = neighbour.InterfaceIndex;
        MemoryMarshal.Write(header[4..], in index);
        header[10] = NTF_USE;
        request.Put(NDA_DST, neighbour.Address);
        return _channel.TryExecute(request) == 0;
    }

    /// <summary>Puts an address on a device, as for a virtual address. IPv6 skips duplicate address detection: a virtual address
    /// must answer at once.</summary>
    /// <param name="device">The device's name.</param>
    /// <param name="address">The address.</param>
    /// <param name="prefixLength">0 to 32 or 128; without it, the address alone (/32, /128).</param>
    /// <returns>False when it was there already with this prefix length; nothing was changed then.</returns>
    /// <exception cref="NetlinkException">No such device, a prefix length that does not fit, an address the kernel refuses, or no
    /// CAP_NET_ADMIN.</exception>
    public bool AddAddress(string device, InetAddress address, int? prefixLength = null) =>
        ChangeAddress(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, device, address, prefixLength, "add", "to", Errno.EEXIST);

    /// <summary>Takes an address off a device.</summary>
    /// <returns>False when it was not there; nothing was changed then.</returns>
    /// <inheritdoc cref="AddAddress"/>
    public bool RemoveAddress(string device, InetAddress address, int? prefixLength = null) =>
        ChangeAddress(RTM_DELADDR, 0, device, address, prefixLength, "remove", "from", EADDRNOTAVAIL);

    /// <summary>Closes the socket.</summary>
    public void Dispose() => _channel.Dispose();

    // By family: asked for both at once, the kernel would go on to the tables of multicast and MPLS, which know no such filter.
    private List<RouteInfo> GetLocalRoutes(InetFamily family)
    {
        NetlinkWriter request = _channel.Begin(RTM_GETROUTE, NLM_F_DUMP, RouteHeaderLength);
        request.Fixed[0] = AttributeValues.Number(family);
        request.Fixed[4] = RT_TABLE_LOCAL;
        return _channel.Dump<RouteInfo>(request, "list the local routes", RouteDecoder.TryDecode);
    }

    private bool ChangeAddress(
        ushort type, ushort flags, string device, InetAddress address, int? prefixLength, string verb, string preposition, int nothingToDo)
    {
        int prefix = prefixLength ?? (address.Length * 8);
        if (address.Family == InetFamily.None || prefix < 0 || prefix > address.Length * 8)
        {
            throw new NetlinkException(
                $"{address}/{prefix} is not an address with a prefix length: 0 to 32 for IPv4, 0 to 128 for IPv6.", 0);
        }

        string what = $"{verb} {address}/{prefix} {preposition} {device}";
        if (!TryGetLink(device, out LinkInfo? link))
            throw NetlinkException.Of(what, Errno.ENODEV);
        uint index = link.Index;

        NetlinkWriter request = _channel.Begin(type, (ushort)(flags | NLM_F_ACK), AddressHeaderLength);
        Span<byte> header = request.Fixed;
        header[0] = AttributeValues.Number(address.Family);
        header[1] = (byte)prefix;
        MemoryMarshal.Write(header[4..], in index);
        request.Put(IFA_LOCAL, address);
        request.Put(IFA_ADDRESS, address);
        if (type == RTM_NEWADDR && address.IsV6)
            request.Put(IFA_FLAGS, IFA_F_NODAD);
        return _channel.TryExecuteUnless(request, nothingToDo, what);
    }
}
