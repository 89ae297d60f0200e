using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Tests;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests.Netlink;

/// <summary>The table's reasoning, with a kernel of the test's own making.</summary>
public sealed class NextHopTableTests
{
    private const string PeerMac = "02:00:00:00:00:99";
    private readonly FakeKernel _kernel = new();

    public NextHopTableTests()
    {
        _kernel.Link(Messages.Link(1, "lo", flags: Messages.Working | LinkFlags.Loopback, hardware: 772, mtu: 65536));
        _kernel.Link(Messages.Link(2, "eth0"));
        _kernel.Address(2, "10.1.0.1", 24);
    }

    [Fact]
    public void A_neighbour_on_the_link_is_complete()
    {
        _kernel.Route("10.1.0.2", 2, source: "10.1.0.1", mtu: 1400);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Reachable, PeerMac);
        Assert.Equal(NextHopState.Resolved, _kernel.Find("10.1.0.2", out NextHop hop));
        Assert.Equal(new NextHop(2, 1400, 0, Messages.MacOf(2), MacAddress.Parse(PeerMac), InetAddress.Parse("10.1.0.1"), true), hop);
        Assert.Empty(_kernel.Resolutions);
    }

    [Fact]
    public void The_mtu_is_the_smaller_of_route_and_device_and_at_most_65535()
    {
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Permanent, PeerMac);
        _kernel.Route("10.1.0.2", 2, mtu: 9000);
        _kernel.Find("10.1.0.2", out NextHop hop);
        Assert.Equal(1500, hop.Mtu);
        _kernel.Link(Messages.Link(2, "eth0", mtu: 65536));
        _kernel.Route("10.1.0.2", 2);
        _kernel.Find("10.1.0.2", out hop);
        Assert.Equal(65535, hop.Mtu);
    }

    [Fact]
    public void A_vlan_device_is_its_parent_with_a_tag()
    {
        _kernel.Link(Messages.Link(5, "eth0.100", "vlan", parent: 2, vlan: 100, mtu: 1496));
        _kernel.Route("10.7.0.2", 5);
        _kernel.Neighbour(5, "10.7.0.2", NeighbourStates.Stale, PeerMac);
        Assert.Equal(NextHopState.Resolved, _kernel.Find("10.7.0.2", out NextHop hop));
        Assert.Equal((2u, (ushort)100, (ushort)1496, true), (hop.InterfaceIndex, hop.Vlan, hop.Mtu, hop.CanRedirect));
        Assert.Equal(Messages.MacOf(5), hop.Source);
        _kernel.Link(Messages.Link(2, "eth0", flags: LinkFlags.Up));
        Assert.Equal(NextHopState.Unreachable, _kernel.Find("10.7.0.2", out _));
    }

    [Theory]
    [InlineData("vlan", 0x8100)]
    [InlineData("bridge", 0x8100)]
    [InlineData(null, 0x88a8)]
    public void A_vlan_that_xdp_cannot_push_is_left_to_the_kernel(string? parentKind, int protocol)
    {
        _kernel.Link(Messages.Link(3, "under", parentKind, parent: 2, vlan: 9));
        _kernel.Link(Messages.Link(5, "tagged", "vlan", parent: 3, vlan: 100, vlanProtocol: (ushort)protocol));
        _kernel.Route("10.7.0.2", 5);
        _kernel.Neighbour(5, "10.7.0.2", NeighbourStates.Stale, PeerMac);
        Assert.Equal(NextHopState.Resolved, _kernel.Find("10.7.0.2", out NextHop hop));
        Assert.False(hop.CanRedirect);
        Assert.Equal(parentKind == "bridge" ? (3u, (ushort)100) : (5u, (ushort)0), (hop.InterfaceIndex, hop.Vlan));
    }

    [Fact]
    public void The_gateway_is_the_neighbour_also_of_the_other_family()
    {
        _kernel.Route("198.51.100.1", 2, gateway: "fe80::9");
        _kernel.Neighbour(2, "fe80::9", NeighbourStates.Reachable, PeerMac);
        Assert.Equal(NextHopState.Resolved, _kernel.Find("198.51.100.1", out NextHop hop));
        Assert.Equal(MacAddress.Parse(PeerMac), hop.Destination);
        Assert.Equal(InetAddress.Parse("10.1.0.1"), hop.LocalAddress);
    }

    [Theory]
    [InlineData(RouteType.Local, NextHopState.Local)]
    [InlineData(RouteType.Anycast, NextHopState.Local)]
    [InlineData(RouteType.Broadcast, NextHopState.Unreachable)]
    [InlineData(RouteType.Multicast, NextHopState.Unreachable)]
    [InlineData(RouteType.Blackhole, NextHopState.Unreachable)]
    [InlineData(RouteType.Prohibit, NextHopState.Unreachable)]
    public void The_kind_of_the_route_decides(RouteType type, NextHopState state)
    {
        _kernel.Route("10.1.0.2", 2, type: type);
        Assert.Equal(state, _kernel.Find("10.1.0.2", out _));
        Assert.Equal(state == NextHopState.Local, _kernel.Table.IsLocal(InetAddress.Parse("10.1.0.2")));
    }

    [Fact]
    public void An_on_link_route_on_loopback_is_local()
    {
        _kernel.Route("10.3.0.2", 1);
        Assert.Equal(NextHopState.Local, _kernel.Find("10.3.0.2", out _));
    }

    [Fact]
    public void A_tunnel_device_needs_no_neighbour_and_takes_no_redirect()
    {
        _kernel.Link(Messages.Link(6, "tun0", "tun", flags: Messages.Working | LinkFlags.NoArp | LinkFlags.PointToPoint, hardware: 65534));
        _kernel.Route("10.8.0.2", 6);
        Assert.Equal(NextHopState.Resolved, _kernel.Find("10.8.0.2", out NextHop hop));
        Assert.False(hop.CanRedirect);
        Assert.Empty(_kernel.Resolutions);
    }

    [Fact]
    public void A_pending_one_is_asked_once_a_second_and_announced_when_it_answers()
    {
        _kernel.Route("10.1.0.2", 2);
        NeighbourKey key = new(2, InetAddress.Parse("10.1.0.2"));
        Assert.Equal(NextHopState.Pending, _kernel.Find("10.1.0.2", out NextHop hop));
        Assert.Equal(2u, hop.InterfaceIndex);
        Assert.Equal(NextHopState.Pending, _kernel.Find("10.1.0.2", out _));
        Assert.Equal([key], _kernel.Resolutions);
        _kernel.Time.Advance(1.1);
        _kernel.Find("10.1.0.2", out _);
        Assert.Equal([key, key], _kernel.Resolutions);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Reachable, PeerMac);
        Assert.Equal([InetAddress.Parse("10.1.0.2")], Assert.Single(_kernel.Announced));
        Assert.Equal(NextHopState.Resolved, _kernel.Find("10.1.0.2", out _));

        // Nobody watches it: what comes later is not announced.
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Failed);
        Assert.Single(_kernel.Announced);
    }

    [Fact]
    public void A_gateway_is_asked_for_once_however_many_are_behind_it()
    {
        for (int i = 1; i <= 50; i++)
            _kernel.Route($"10.7.0.{i}", 2, "10.1.0.254");
        NeighbourKey gateway = new(2, InetAddress.Parse("10.1.0.254"));
        for (int i = 1; i <= 50; i++)
            _kernel.Table.Watch(InetAddress.Parse($"10.7.0.{i}"));
        Assert.Equal([gateway], _kernel.Resolutions);
        _kernel.Time.Advance(1.1);
        _kernel.Table.Maintain();
        Assert.Equal([gateway, gateway], _kernel.Resolutions);
        _kernel.Neighbour(2, "10.1.0.254", NeighbourStates.Reachable, PeerMac);
        Assert.Equal(50, Assert.Single(_kernel.Announced).Length);
    }

    [Fact]
    public void One_that_is_unwatched_and_watched_again_is_announced_once()
    {
        InetAddress server = InetAddress.Parse("10.1.0.2");
        _kernel.Route("10.1.0.2", 2);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Reachable, PeerMac);
        _kernel.Table.Watch(server);
        _kernel.Table.Unwatch(server);
        _kernel.Table.Watch(server);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Reachable, "02:00:00:00:00:98");
        Assert.Equal([server], Assert.Single(_kernel.Announced));
        _kernel.Table.Unwatch(server);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Reachable, "02:00:00:00:00:99");
        Assert.Single(_kernel.Announced);
    }

    [Fact]
    public void A_failed_one_is_unreachable_and_tried_again_after_a_second()
    {
        _kernel.Route("10.1.0.2", 2);
        _kernel.Find("10.1.0.2", out _);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Failed);
        Assert.Equal(NextHopState.Unreachable, _kernel.Find("10.1.0.2", out _));
        Assert.Single(_kernel.Resolutions);
        _kernel.Time.Advance(1.1);
        Assert.Equal(NextHopState.Unreachable, _kernel.Find("10.1.0.2", out _));
        Assert.Equal(2, _kernel.Resolutions.Count);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Reachable, PeerMac);
        Assert.Equal(NextHopState.Resolved, _kernel.Find("10.1.0.2", out _));
    }

    [Fact]
    public void One_that_failed_long_ago_gets_a_fair_attempt()
    {
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Failed);
        _kernel.Route("10.1.0.2", 2);
        Assert.Equal(NextHopState.Pending, _kernel.Find("10.1.0.2", out _));
        Assert.Single(_kernel.Resolutions);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Failed);
        Assert.Equal(NextHopState.Unreachable, _kernel.Find("10.1.0.2", out _));
    }

    [Fact]
    public void Watched_ones_are_announced_only_when_the_answer_is_another()
    {
        InetAddress server = InetAddress.Parse("10.1.0.2");
        _kernel.Route("10.1.0.2", 2);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Reachable, PeerMac);
        _kernel.Table.Watch(server);
        _kernel.Table.Watch(server);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Stale, PeerMac);
        _kernel.Neighbour(2, "10.1.0.77", NeighbourStates.Reachable, "02:00:00:00:00:77");
        Assert.Empty(_kernel.Announced);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Reachable, "02:00:00:00:00:98");
        Assert.Equal([server], Assert.Single(_kernel.Announced));
        _kernel.Table.Unwatch(server);
        _kernel.Link(Messages.Link(2, "eth0", flags: LinkFlags.Up));
        Assert.Equal(2, _kernel.Announced.Count);
        Assert.Equal(NextHopState.Unreachable, _kernel.Find("10.1.0.2", out _));
        _kernel.Table.Unwatch(server);
        _kernel.Table.Unwatch(server);
        _kernel.Link(Messages.Link(2, "eth0"));
        Assert.Equal(2, _kernel.Announced.Count);
    }

    [Fact]
    public void A_stale_neighbour_of_a_watched_one_is_confirmed_every_thirty_seconds()
    {
        _kernel.Route("10.1.0.2", 2);
        _kernel.Route("10.1.0.3", 2);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Stale, PeerMac);
        _kernel.Neighbour(2, "10.1.0.3", NeighbourStates.Permanent, PeerMac);
        _kernel.Table.Watch(InetAddress.Parse("10.1.0.2"));
        _kernel.Table.Watch(InetAddress.Parse("10.1.0.3"));
        for (int second = 0; second < 61; second++)
        {
            _kernel.Table.Maintain();
            _kernel.Time.Advance(1);
        }

        Assert.Equal(3, _kernel.Resolutions.Count);
        Assert.All(_kernel.Resolutions, key => Assert.Equal(InetAddress.Parse("10.1.0.2"), key.Address));
    }

    [Fact]
    public void A_watched_neighbour_that_went_is_asked_for_without_a_packet()
    {
        _kernel.Route("10.1.0.2", 2);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Stale, PeerMac);
        _kernel.Table.Watch(InetAddress.Parse("10.1.0.2"));
        _kernel.Forget(2, "10.1.0.2");
        Assert.Single(_kernel.Resolutions);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Failed);
        for (int second = 0; second < 5; second++)
        {
            _kernel.Time.Advance(1);
            _kernel.Table.Maintain();
        }

        Assert.Equal(6, _kernel.Resolutions.Count);
        Assert.Equal(NextHopState.Unreachable, _kernel.Find("10.1.0.2", out _));
    }

    [Fact]
    public void A_path_mtu_that_no_notification_tells_of_is_found_within_half_a_minute()
    {
        InetAddress server = InetAddress.Parse("10.1.0.2");
        _kernel.Route("10.1.0.2", 2);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Permanent, PeerMac);
        _kernel.Table.Watch(server);
        int queries = _kernel.Queries;
        _kernel.Time.Advance(29);
        _kernel.Table.Maintain();
        Assert.Equal(queries, _kernel.Queries);
        _kernel.Time.Advance(2);
        _kernel.Table.Maintain();
        Assert.Equal(queries + 1, _kernel.Queries);
    }

    [Fact]
    public void The_number_of_remembered_addresses_is_bounded_and_the_watched_stay()
    {
        InetAddress server = InetAddress.Parse("10.1.0.2");
        _kernel.Route("10.1.0.2", 2);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Permanent, PeerMac);
        _kernel.Table.Watch(server);
        for (uint i = 0; i < 3 * NextHopTable.Capacity; i++)
            _kernel.Table.Find(InetAddress.FromV4(0xC0000000 + i), out _);
        Assert.InRange(_kernel.Table.Count, 2, NextHopTable.Capacity);
        int queries = _kernel.Queries;
        Assert.Equal(NextHopState.Resolved, _kernel.Table.Find(server, out _));
        Assert.Equal(queries, _kernel.Queries);
    }

    [Fact]
    public void More_watched_addresses_than_the_capacity_do_not_search_each_other()
    {
        const uint count = 5 * NextHopTable.Capacity;
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        for (uint i = 0; i < count; i++)
            _kernel.Table.Watch(InetAddress.FromV4(0x0A000000 + i));
        Assert.Equal((int)count, _kernel.Table.Count);

        // A search of all for each new one would take minutes.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Finding_allocates_nothing()
    {
        _kernel.Route("10.1.0.2", 2);
        _kernel.Route("10.1.0.3", 2);
        _kernel.Neighbour(2, "10.1.0.2", NeighbourStates.Reachable, PeerMac);
        InetAddress[] all = [InetAddress.Parse("10.1.0.2"), InetAddress.Parse("10.1.0.3"), InetAddress.Parse("203.0.113.1")];
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                foreach (InetAddress address in all)
                {
                    _kernel.Table.Find(address, out _);
                    _kernel.Table.IsLocal(address);
                    _kernel.Table.AddressOf(2, InetFamily.V4);
                }
            }
        }));
    }

    [Fact]
    public void The_address_of_an_interface_is_its_primary_one()
    {
        _kernel.Address(2, "10.1.0.200", 24, AddressFlags.Permanent | AddressFlags.Secondary);
        _kernel.Address(2, "10.0.0.5", 32);
        _kernel.Link(Messages.Link(5, "eth1"));
        _kernel.Link(Messages.Link(6, "eth1.9", "vlan", parent: 5, vlan: 9));
        _kernel.Link(Messages.Link(7, "eth2"));
        _kernel.Address(6, "10.9.0.1", 24);
        Assert.Equal(InetAddress.Parse("10.1.0.1"), _kernel.Table.AddressOf(2, InetFamily.V4));
        Assert.Equal(InetAddress.Parse("10.9.0.1"), _kernel.Table.AddressOf(5, InetFamily.V4));
        Assert.Equal(InetAddress.Parse("10.1.0.1"), _kernel.Table.AddressOf(7, InetFamily.V4));
        Assert.Equal(default, _kernel.Table.AddressOf(2, InetFamily.V6));
    }
}
