using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests.Netlink;

public sealed class NetworkStateTests
{
    private readonly NetworkState _state = new();

    private NetworkChanges Changes => _state.Changes;

    [Fact]
    public void A_notification_that_tells_nothing_new_is_no_change()
    {
        _state.Apply(Messages.Link(2, "eth0"));
        Assert.Null(Assert.Single(Changes.Links).Before);
        Changes.Clear();
        _state.Apply(Messages.Link(2, "eth0"));
        Assert.True(Changes.IsEmpty);
        _state.Apply(Messages.Link(2, "eth0", mtu: 9000));
        Assert.Equal((1500u, 9000u), (Changes.Links[0].Before!.Mtu, Changes.Links[0].After!.Mtu));
    }

    [Fact]
    public void A_device_that_goes_takes_its_addresses_and_neighbours_along()
    {
        NeighbourKey key = new(2, InetAddress.Parse("10.1.0.2"));
        _state.Replace(
            [Messages.Decode(Messages.Link(2, "eth0"))!],
            [new AddressInfo(2, InetAddress.Parse("10.1.0.1"), 24, AddressScope.Global, AddressFlags.Permanent)],
            [new NeighbourInfo(key, NeighbourStates.Reachable, MacAddress.Parse("02:00:00:00:00:02"))]);
        Changes.Clear();
        _state.Apply(Messages.Link(2, "eth0", type: RtnetlinkConstants.RTM_DELLINK));
        Assert.Empty(_state.Links);
        Assert.Empty(_state.Addresses);
        Assert.False(_state.TryGetNeighbour(key, out _));
        Assert.True(Changes.Neighbours && Changes.Links.Single().After is null && Changes.Addresses.Single().After is null);
    }

    [Fact]
    public void Complete_lists_yield_the_differences_only()
    {
        LinkInfo eth0 = Messages.Decode(Messages.Link(2, "eth0"))!;
        LinkInfo eth1 = Messages.Decode(Messages.Link(3, "eth1"))!;
        AddressInfo one = new(2, InetAddress.Parse("10.1.0.1"), 24, AddressScope.Global, AddressFlags.Permanent);
        AddressInfo two = one with { Address = InetAddress.Parse("10.1.0.2") };
        _state.Replace([eth0, eth1], [one], []);
        Changes.Clear();
        _state.Replace([eth0], [two], []);
        Assert.Equal([3u], Changes.Links.Select(change => change.Index));
        Assert.Equal([one, two], Changes.Addresses.Select(change => (change.Before ?? change.After)!.Value));
        Assert.True(Changes.AllRoutes);
        Assert.False(Changes.Neighbours);
    }

    [Fact]
    public void The_state_of_a_neighbour_counts_only_when_frames_would_go_elsewhere()
    {
        NeighbourInfo neighbour = new(
            new NeighbourKey(2, InetAddress.Parse("10.1.0.2")), NeighbourStates.Reachable, MacAddress.Parse("02:00:00:00:00:02"));
        _state.Replace([], [], [neighbour]);
        foreach ((NeighbourInfo next, bool counts) in new[]
        {
            (neighbour with { State = NeighbourStates.Stale }, false),
            (neighbour with { State = NeighbourStates.Probe }, false),
            (neighbour with { Mac = MacAddress.Parse("02:00:00:00:00:03") }, true),
            (neighbour with { State = NeighbourStates.Failed, Mac = MacAddress.None }, true),
        })
        {
            Changes.Clear();
            _state.Replace([], [], [next]);
            Assert.Equal(counts, Changes.Neighbours);
            Assert.Equal(counts, Changes.NeighboursLost);
        }
    }

    [Fact]
    public void A_neighbour_that_comes_is_news_and_loses_nothing()
    {
        NeighbourInfo neighbour = new(
            new NeighbourKey(2, InetAddress.Parse("10.1.0.2")), NeighbourStates.Incomplete, MacAddress.None);
        _state.Replace([], [], []);
        Changes.Clear();
        foreach (NeighbourInfo next in new[]
        {
            neighbour, neighbour with { State = NeighbourStates.Reachable, Mac = MacAddress.Parse("02:00:00:00:00:02") },
        })
        {
            _state.Replace([], [], [next]);
            Assert.True(Changes.Neighbours && !Changes.NeighboursLost);
        }

        _state.Replace([], [], []);
        Assert.True(Changes.NeighboursLost);
    }

    [Fact]
    public void A_flood_of_routes_becomes_one_change_of_all()
    {
        for (uint i = 0; i < 32; i++)
            Changes.Add(new RouteInfo(InetAddress.FromV4(0x0A000000 + (i << 8)), 24, RouteType.Unicast, 254, 2, default, default, 0));
        Assert.True(Changes.MayAffect(InetAddress.Parse("10.0.5.9")));
        Assert.False(Changes.MayAffect(InetAddress.Parse("10.0.99.9")));
        Assert.False(Changes.MayAffect(InetAddress.Parse("a00::")));
        Changes.Add(new RouteInfo(InetAddress.AnyV6, 0, RouteType.Unicast, 254, 2, default, default, 0));
        Assert.True(Changes.AllRoutes && Changes.Routes.Count == 0 && Changes.MayAffect(InetAddress.Parse("10.0.99.9")));
    }

    [Fact]
    public void What_a_driver_can_do_survives_other_news_of_its_device()
    {
        _state.SetFeatures(2, XdpFeatures.Basic);
        _state.Apply(Messages.Link(2, "v0", "veth"));
        Assert.Equal(XdpFeatures.Basic, _state.Links[2].Xdp);
        _state.SetFeatures(2, XdpFeatures.Basic | XdpFeatures.Transmit);
        _state.Apply(Messages.Link(2, "v0", "veth", mtu: 1400));
        Assert.True(_state.Links[2].CanRedirect);
    }
}
