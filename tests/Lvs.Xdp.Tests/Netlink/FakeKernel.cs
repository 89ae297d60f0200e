using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests.Netlink;

/// <summary>Routes and devices of a test's own making, for what this kernel does not have (VLAN) or does not do on demand.</summary>
internal sealed class FakeKernel : IRouteQueries
{
    private readonly Dictionary<InetAddress, RouteInfo> _routes = [];
    private readonly List<LinkInfo> _links = [];
    private readonly List<AddressInfo> _addresses = [];
    private readonly Dictionary<NeighbourKey, NeighbourInfo> _neighbours = [];

    public FakeKernel()
    {
        Table = new NextHopTable(State, this, Time);
        Table.Changed += list => Announced.Add([.. list]);
    }

    public NetworkState State { get; } = new();

    public ManualTime Time { get; } = new();

    public NextHopTable Table { get; }

    public List<InetAddress[]> Announced { get; } = [];

    public List<NeighbourKey> Resolutions { get; } = [];

    public int Queries => Asked.Count;

    /// <summary>The addresses that were asked for, in order.</summary>
    public List<InetAddress> Asked { get; } = [];

    /// <summary>The gateway that everything without a route of its own is behind, 0.0.0.0 when it is on the link; null for
    /// no route.</summary>
    public InetAddress? Gateway { get; set; }

    public void Link(byte[] message)
    {
        LinkInfo link = Messages.Decode(message)!;
        _links.RemoveAll(other => other.Index == link.Index);
        _links.Add(link);
        Publish();
    }

    public void Address(uint index, string address, byte prefix, AddressFlags flags = AddressFlags.Permanent)
    {
        _addresses.Add(new AddressInfo(index, InetAddress.Parse(address), prefix, AddressScope.Global, flags));
        Publish();
    }

    public void Neighbour(uint index, string address, NeighbourStates state, string? mac = null)
    {
        NeighbourKey key = new(index, InetAddress.Parse(address));
        _neighbours[key] = new NeighbourInfo(key, state, mac is null ? MacAddress.None : MacAddress.Parse(mac));
        Publish();
    }

    public void Forget(uint index, string address)
    {
        _neighbours.Remove(new NeighbourKey(index, InetAddress.Parse(address)));
        Publish();
    }

    public void Route(
        string destination, uint index, string? gateway = null, RouteType type = RouteType.Unicast, string? source = null, uint mtu = 0)
    {
        InetAddress address = InetAddress.Parse(destination);
        _routes[address] = new RouteInfo(
            address, (byte)(address.Length * 8), type, 254, index,
            gateway is null ? default : InetAddress.Parse(gateway), source is null ? default : InetAddress.Parse(source), mtu);
        Publish();
    }

    /// <summary>Turns until there is nothing more to do.</summary>
    /// <returns>The most questions that one of them asked, and how many there were in all.</returns>
    public (int Most, int Sum) Settle()
    {
        int most = 0;
        int before = Questions;
        for (bool more = true; more;)
        {
            int begun = Questions;
            more = Table.Maintain();
            most = Math.Max(most, Questions - begun);
        }

        return (most, Questions - before);
    }

    public NextHopState Find(string destination, out NextHop hop) => Table.Find(InetAddress.Parse(destination), out hop);

    public bool TryGetRoute(InetAddress destination, out RouteInfo route)
    {
        Asked.Add(destination);
        if (_routes.TryGetValue(destination, out route) || Gateway is not { } gateway)
            return _routes.ContainsKey(destination);
        route = new RouteInfo(InetAddress.AnyV4, 0, RouteType.Unicast, 254, 2, gateway.IsUnspecified ? default : gateway, default, 0);
        return true;
    }

    public bool TryResolve(NeighbourKey neighbour)
    {
        Resolutions.Add(neighbour);
        return true;
    }

    private int Questions => Asked.Count + Resolutions.Count;

    private void Publish()
    {
        State.Replace(_links, _addresses, [.. _neighbours.Values]);
        Table.Apply(State.Changes);
        State.Changes.Clear();
    }
}
