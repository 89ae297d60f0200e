using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using static Lvs.Xdp.Netlink.RtnetlinkConstants;

namespace Lvs.Xdp.Netlink;

/// <summary>The host's links, addresses and neighbours as told by rtnetlink, and what changed since the changes were last taken.
/// Pure memory: messages in, no system call, but for the probe of a link's queues.</summary>
/// <param name="queues">Tells how many receive queues a device uses now; 0 leaves what rtnetlink said.</param>
internal sealed class NetworkState(Func<LinkInfo, int>? queues = null)
{
    private readonly Dictionary<uint, LinkInfo> _links = [];
    private readonly Dictionary<(uint Index, InetAddress Address, byte Prefix), AddressInfo> _addresses = [];
    private readonly Dictionary<NeighbourKey, NeighbourInfo> _neighbours = [];
    private readonly Dictionary<uint, XdpFeatures> _features = [];

    internal IReadOnlyDictionary<uint, LinkInfo> Links => _links;

    internal IReadOnlyCollection<AddressInfo> Addresses => _addresses.Values;

    internal IReadOnlyCollection<NeighbourInfo> Neighbours => _neighbours.Values;

    /// <summary>Which addresses are delivered here.</summary>
    internal LocalRoutes LocalRoutes { get; } = new();

    /// <summary>What changed since the last <see cref="NetworkChanges.Clear"/>.</summary>
    internal NetworkChanges Changes { get; } = new();

    internal bool TryGetLink(uint index, out LinkInfo link) => _links.TryGetValue(index, out link!);

    internal bool TryGetNeighbour(NeighbourKey key, out NeighbourInfo neighbour) => _neighbours.TryGetValue(key, out neighbour);

    /// <summary>Takes one notification; what it does not know it ignores.</summary>
    internal void Apply(NetlinkMessage message)
    {
        switch (message.Type)
        {
            case RTM_NEWLINK when LinkDecoder.TryDecode(message, out LinkInfo link):
                Put(link);
                break;
            case RTM_DELLINK when LinkDecoder.TryDecode(message, out LinkInfo link):
                RemoveLink(link.Index);
                break;
            case RTM_NEWADDR when AddressDecoder.TryDecode(message, out AddressInfo address):
                Put(address);
                break;
            case RTM_DELADDR when AddressDecoder.TryDecode(message, out AddressInfo address):
                Remove(address);
                break;
            case RTM_NEWNEIGH when NeighbourDecoder.TryDecode(message, out NeighbourInfo neighbour):
                Put(neighbour);
                break;
            case RTM_DELNEIGH when NeighbourDecoder.TryDecode(message, out NeighbourInfo neighbour):
                Remove(neighbour.Key);
                break;
            case RTM_NEWROUTE or RTM_DELROUTE when RouteDecoder.TryDecode(message, out RouteInfo route):
                LocalRoutes.Apply(route, added: message.Type == RTM_NEWROUTE);
                Changes.Add(route);
                break;
            case RTM_NEWRULE or RTM_DELRULE or RTM_NEWNEXTHOP or RTM_DELNEXTHOP or RTM_NEWNETCONF or RTM_DELNETCONF:
                Changes.AllRoutes = true;
                break;
        }
    }

    /// <summary>Takes complete lists, as at the start and after lost notifications, and works out what changed.</summary>
    internal void Replace(
        IReadOnlyList<LinkInfo> links, IReadOnlyList<AddressInfo> addresses, IReadOnlyList<NeighbourInfo> neighbours)
    {
        HashSet<uint> present = [.. links.Select(link => link.Index)];
        foreach (uint index in _links.Keys.Where(index => !present.Contains(index)).ToArray())
            RemoveLink(index);
        foreach (LinkInfo link in links)
            Put(link);

        HashSet<(uint, InetAddress, byte)> kept = [.. addresses.Select(Key)];
        foreach (AddressInfo gone in _addresses.Values.Where(address => !kept.Contains(Key(address))).ToArray())
            Remove(gone);
        foreach (AddressInfo address in addresses)
            Put(address);

        HashSet<NeighbourKey> known = [.. neighbours.Select(neighbour => neighbour.Key)];
        foreach (NeighbourKey gone in _neighbours.Keys.Where(key => !known.Contains(key)).ToArray())
            Remove(gone);
        foreach (NeighbourInfo neighbour in neighbours)
            Put(neighbour);
        Changes.AllRoutes = true;
    }

    /// <summary>Takes what a device's driver can do with XDP.</summary>
    internal void SetFeatures(uint index, XdpFeatures features)
    {
        _features[index] = features;
        if (_links.TryGetValue(index, out LinkInfo? link))
            Put(link);
    }

    /// <summary>Counts the receive queues of all devices again, as no notification tells of them.</summary>
    internal void RefreshQueues()
    {
        foreach (LinkInfo link in _links.Values
            .Where(link => link.IsEthernet && queues?.Invoke(link) is > 0 and int now && now != link.ReceiveQueues)
            .ToArray())
            Put(link);
    }

    /// <summary>Notes that the kernel was asked again for a neighbour that had failed, which it does not announce.</summary>
    internal void MarkIncomplete(NeighbourKey key)
    {
        ref NeighbourInfo neighbour = ref CollectionsMarshal.GetValueRefOrNullRef(_neighbours, key);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref neighbour) && neighbour.HasFailed)
            neighbour = neighbour with { State = NeighbourStates.Incomplete };
    }

    private static (uint Index, InetAddress Address, byte Prefix) Key(AddressInfo address) =>
        (address.InterfaceIndex, address.Address, address.PrefixLength);

    private void Put(LinkInfo link)
    {
        if (_features.TryGetValue(link.Index, out XdpFeatures features))
            link = link with { Xdp = features };
        if (queues?.Invoke(link) is > 0 and int count)
            link = link with { ReceiveQueues = count };
        _links.TryGetValue(link.Index, out LinkInfo? before);
        if (link.Equals(before))
            return;
        _links[link.Index] = link;
        Changes.Add(new LinkChange(before, link));
    }

    // The kernel announces the end of a device's addresses and neighbours too, but not in every order and not after a loss.
    private void RemoveLink(uint index)
    {
        _features.Remove(index);
        foreach (AddressInfo address in _addresses.Values.Where(address => address.InterfaceIndex == index).ToArray())
            Remove(address);
        foreach (NeighbourKey key in _neighbours.Keys.Where(key => key.InterfaceIndex == index).ToArray())
            Remove(key);
        if (_links.Remove(index, out LinkInfo? before))
            Changes.Add(new LinkChange(before, null));
    }

    private void Put(in AddressInfo address)
    {
        bool known = _addresses.TryGetValue(Key(address), out AddressInfo before);
        if (known && before == address)
            return;
        _addresses[Key(address)] = address;
        Changes.Add(new AddressChange(known ? before : null, address));
    }

    private void Remove(in AddressInfo address)
    {
        if (_addresses.Remove(Key(address), out AddressInfo before))
            Changes.Add(new AddressChange(before, null));
    }

    private void Put(in NeighbourInfo neighbour)
    {
        bool known = _neighbours.TryGetValue(neighbour.Key, out NeighbourInfo before);
        _neighbours[neighbour.Key] = neighbour;
        Changes.Neighbours |= !known || before.IsUsable != neighbour.IsUsable || before.Mac != neighbour.Mac
            || before.HasFailed != neighbour.HasFailed;
        Changes.NeighboursLost |= known && before.IsUsable && (!neighbour.IsUsable || before.Mac != neighbour.Mac);
    }

    private void Remove(NeighbourKey key)
    {
        if (!_neighbours.Remove(key, out NeighbourInfo before))
            return;
        Changes.Neighbours = true;
        Changes.NeighboursLost |= before.IsUsable;
    }
}
