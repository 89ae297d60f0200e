using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Tests;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests.Netlink;

/// <summary>The table on a real kernel: two namespaces, one veth.</summary>
public sealed class NextHopKernelTests : IDisposable
{
    private readonly VethLab? _lab = Environment.IsPrivilegedProcess ? new VethLab() : null;
    private readonly NetlinkWatcher? _watcher;
    private readonly NextHopTable? _table;
    private readonly List<InetAddress> _changed = [];

    public NextHopKernelTests()
    {
        if (_lab is null)
            return;
        _watcher = _lab.Watch();
        _table = new NextHopTable(_watcher);
        _table.Changed += _changed.AddRange;
    }

    private VethLab Lab => _lab!;

    private uint V0 => _watcher!.Links.Values.Single(link => link.Name == "v0").Index;

    private MacAddress FarMac => Lab.Far.Run(() =>
    {
        using RtnetlinkClient client = new();
        return client.TryGetLink("v1", out LinkInfo? link) ? link.Mac : default;
    });

    public void Dispose()
    {
        _table?.Dispose();
        _lab?.Dispose();
    }

    [RootTheory]
    [InlineData("10.1.0.2", "10.1.0.1")]
    [InlineData("fd01::2", "fd01::1")]
    public void A_peer_is_pending_and_then_resolved(string peer, string own)
    {
        Assert.Equal(NextHopState.Pending, Find(peer, out NextHop pending));
        Assert.Equal(MacAddress.None, pending.Destination);
        Until(() => Find(peer, out _) == NextHopState.Resolved, "resolved");
        Find(peer, out NextHop hop);
        Assert.Equal(new NextHop(V0, 1500, 0, _watcher!.Links[V0].Mac, FarMac, InetAddress.Parse(own), hop.CanRedirect), hop);
        Assert.Contains(InetAddress.Parse(peer), _changed);
    }

    [RootFact]
    public void The_second_question_costs_no_system_call_and_no_allocation()
    {
        Resolve("10.1.0.2");
        InetAddress peer = InetAddress.Parse("10.1.0.2");
        Lab.NearIp("route add blackhole 10.1.0.2/32");
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 10_000; i++)
                Assert.True(_table!.Find(peer, out _) == NextHopState.Resolved);
        }));
        Until(() => Find("10.1.0.2", out _) == NextHopState.Unreachable, "the black hole seen");
    }

    [RootFact]
    public void A_host_that_is_not_there_becomes_unreachable_and_comes_back()
    {
        Lab.Near.Run(() => File.WriteAllText("/proc/sys/net/ipv4/neigh/v0/retrans_time_ms", "100"));
        Assert.Equal(NextHopState.Pending, Find("10.1.0.3", out _));
        Until(() => Find("10.1.0.3", out _) == NextHopState.Unreachable, "given up");
        Lab.FarIp("addr add 10.1.0.3/24 dev v1");
        Until(() => Find("10.1.0.3", out _) == NextHopState.Resolved, "found after all");
    }

    [RootFact]
    public void A_changed_route_changes_the_next_hop()
    {
        Lab.FarIp("addr add 10.1.0.3/24 dev v1");
        Lab.NearIp("neigh add 10.1.0.3 lladdr 02:00:00:00:00:33 dev v0 nud permanent");
        Lab.NearIp("route add 198.51.100.0/24 via 10.1.0.2 mtu 1450");
        Resolve("198.51.100.7");
        InetAddress server = InetAddress.Parse("198.51.100.7");
        Find("198.51.100.7", out NextHop hop);
        Assert.Equal((FarMac, 1450), (hop.Destination, hop.Mtu));
        _table!.Watch(server);
        _changed.Clear();

        Lab.NearIp("route replace 198.51.100.0/24 via 10.1.0.3");
        Until(() => _changed.Contains(server), "the change announced");
        Assert.Equal(NextHopState.Resolved, Find("198.51.100.7", out hop));
        Assert.Equal((MacAddress.Parse("02:00:00:00:00:33"), 1500), (hop.Destination, hop.Mtu));

        _changed.Clear();
        Lab.NearIp("route del 198.51.100.0/24");
        Until(() => _changed.Contains(server), "the loss announced");
        Assert.Equal(NextHopState.Unreachable, Find("198.51.100.7", out _));
    }

    [RootFact]
    public void A_route_elsewhere_does_not_make_it_ask_again()
    {
        Resolve("10.1.0.2");
        _table!.Watch(InetAddress.Parse("10.1.0.2"));
        _changed.Clear();
        bool seen = false;
        _watcher!.Changed += changes =>
        {
            seen |= changes.Routes.Any(route => route.Destination == InetAddress.Parse("203.0.113.0"));
            Assert.False(changes.MayAffect(InetAddress.Parse("10.1.0.2")));
        };
        Lab.NearIp("route add 203.0.113.0/24 via 10.1.0.2");
        Until(() => seen, "the route heard of");
        Assert.Empty(_changed);
    }

    [RootFact]
    public void A_policy_rule_is_followed()
    {
        Lab.NearIp("neigh add 10.1.0.3 lladdr 02:00:00:00:00:33 dev v0 nud permanent");
        Lab.NearIp("route add 198.51.100.0/24 via 10.1.0.2");
        Lab.NearIp("route add 198.51.100.0/24 via 10.1.0.3 table 77");
        Resolve("198.51.100.7");
        Lab.NearIp("rule add to 198.51.100.7 lookup 77");
        Until(
            () => Find("198.51.100.7", out NextHop hop) == NextHopState.Resolved
                && hop.Destination == MacAddress.Parse("02:00:00:00:00:33"),
            "the rule");
        Lab.NearIp("rule del to 198.51.100.7 lookup 77");
        Until(() => Find("198.51.100.7", out NextHop hop) == NextHopState.Resolved && hop.Destination == FarMac, "the rule gone");
    }

    [RootFact]
    public void A_replaced_next_hop_object_changes_the_routes_that_use_it()
    {
        Lab.NearIp("neigh add 10.1.0.3 lladdr 02:00:00:00:00:33 dev v0 nud permanent");
        Lab.NearIp("neigh add 10.1.0.4 lladdr 02:00:00:00:00:44 dev v0 nud permanent");
        Lab.NearIp("nexthop add id 7 via 10.1.0.3 dev v0");
        Lab.NearIp("route add 198.51.100.0/24 nhid 7");
        Resolve("198.51.100.7");
        Lab.NearIp("nexthop replace id 7 via 10.1.0.4 dev v0");
        Until(
            () => Find("198.51.100.7", out NextHop hop) == NextHopState.Resolved
                && hop.Destination == MacAddress.Parse("02:00:00:00:00:44"),
            "the other one");
    }

    [RootFact]
    public void Local_is_what_the_kernel_delivers_here()
    {
        Lab.NearIp("route add local 10.3.0.0/16 dev lo");
        Lab.NearIp("route add 10.4.0.0/16 dev lo");
        _watcher!.Drain();
        foreach (string address in new[] { "127.0.0.1", "127.9.9.9", "::1", "10.1.0.1", "fd01::1", "10.3.200.1", "10.4.0.1" })
        {
            Assert.Equal(NextHopState.Local, Find(address, out _));
            Assert.True(_table!.IsLocal(InetAddress.Parse(address)), address);
        }

        Assert.False(_table!.IsLocal(InetAddress.Parse("10.1.0.2")));
        Assert.False(_table.IsLocal(InetAddress.Parse("203.0.113.1")));
    }

    // Nobody has asked for the way to these: the answer comes from the table of local routes alone.
    [RootFact]
    public void Local_is_known_without_asking()
    {
        using NextHopTable table = new(_watcher!.State, new NoQueries(), TimeProvider.System);
        Lab.NearIp("addr add 10.5.0.1/24 dev lo");
        Lab.NearIp("route add local 10.6.0.0/16 dev lo");
        Lab.NearIp("route add local 203.0.113.0/24 dev lo table 100"); // a transparent proxy's: for marked packets only
        Lab.NearIp("link add gone0 type veth peer name gone1");
        Lab.NearIp("link set gone0 up");
        Lab.NearIp("addr add 10.7.0.1/24 dev gone0");
        _watcher.Drain();
        Expect(true, "127.0.0.1", "127.9.9.9", "::1", "10.1.0.1", "fd01::1", "10.5.0.1", "10.5.0.77", "10.6.200.1", "10.7.0.1");
        Expect(false, "10.1.0.2", "fd01::2", "10.7.0.2", "10.4.255.255", "10.5.1.0", "203.0.113.1", "0.0.0.0", "255.255.255.255");

        using NetlinkWatcher later = Lab.Watch();
        Assert.True(later.State.LocalRoutes.Cover(InetAddress.Parse("10.5.0.77")));
        Assert.False(later.State.LocalRoutes.Cover(InetAddress.Parse("203.0.113.1")));

        Lab.NearIp("addr del 10.5.0.1/24 dev lo");
        Lab.NearIp("route del local 10.6.0.0/16 dev lo");
        Lab.NearIp("link del gone0");
        _watcher.Drain();
        Expect(false, "10.5.0.1", "10.5.0.77", "10.6.200.1", "10.7.0.1");

        void Expect(bool local, params string[] addresses)
        {
            foreach (string address in addresses)
                Assert.True(local == table.IsLocal(InetAddress.Parse(address)), $"{address} is local: {!local}");
        }
    }

    [RootFact]
    public void An_address_put_on_loopback_becomes_local_at_once()
    {
        InetAddress address = InetAddress.Parse("10.1.0.50");
        Assert.False(_table!.IsLocal(address));
        _watcher!.Client.AddAddress("lo", address);
        _watcher.Drain();
        Assert.True(_table.IsLocal(address));
        _watcher.Client.RemoveAddress("lo", address);
        _watcher.Drain();
        Assert.False(_table.IsLocal(address));
    }

    [RootFact]
    public void No_route_is_unreachable_until_there_is_one()
    {
        Assert.Equal(NextHopState.Unreachable, Find("203.0.113.1", out _));
        Lab.NearIp("route add unreachable 203.0.113.2/32");
        Lab.NearIp("-6 route add unreachable 2001:db8:5::/64");
        _watcher!.Drain();
        Assert.Equal(NextHopState.Unreachable, Find("203.0.113.2", out _));
        Assert.Equal(NextHopState.Unreachable, Find("2001:db8:5::1", out _));
        Lab.NearIp("route add default via 10.1.0.2");
        Until(() => Find("203.0.113.1", out _) == NextHopState.Resolved, "the default route");
    }

    [RootFact]
    public void A_link_that_goes_down_takes_the_next_hop_with_it()
    {
        Resolve("10.1.0.2");
        _table!.Watch(InetAddress.Parse("10.1.0.2"));
        _changed.Clear();
        Lab.FarIp("link set v1 down");
        Until(() => Find("10.1.0.2", out _) == NextHopState.Unreachable, "the carrier lost");
        Assert.Contains(InetAddress.Parse("10.1.0.2"), _changed);
        Lab.FarIp("link set v1 up");
        Until(() => Find("10.1.0.2", out _) == NextHopState.Resolved, "back again");
    }

    [RootFact]
    public void The_mtu_of_the_device_is_followed()
    {
        Resolve("10.1.0.2");
        Lab.NearIp("link set v0 mtu 1280");
        Until(() => Find("10.1.0.2", out NextHop hop) == NextHopState.Resolved && hop.Mtu == 1280, "the MTU");
    }

    [RootFact]
    public void A_link_local_gateway_serves_both_families()
    {
        string far = Lab.Far.Run(() =>
        {
            using RtnetlinkClient client = new();
            return client.GetAddresses().Single(address => address.Scope == AddressScope.Link).Address.ToString();
        });
        Lab.NearIp($"-6 route add 2001:db8:9::/64 via {far} dev v0");
        Lab.NearIp($"route add 198.51.100.0/24 via inet6 {far} dev v0");
        Resolve("2001:db8:9::1");
        Resolve("198.51.100.1");
        Find("198.51.100.1", out NextHop hop);
        Assert.Equal((FarMac, InetAddress.Parse("10.1.0.1")), (hop.Destination, hop.LocalAddress));
        Find("2001:db8:9::1", out hop);
        Assert.Equal((FarMac, InetAddress.Parse("fd01::1")), (hop.Destination, hop.LocalAddress));
    }

    [RootFact]
    public void The_kernel_chooses_among_several_next_hops()
    {
        Lab.NearIp("neigh add 10.1.0.3 lladdr 02:00:00:00:00:33 dev v0 nud permanent");
        Lab.NearIp("neigh add 10.1.0.4 lladdr 02:00:00:00:00:44 dev v0 nud permanent");
        Lab.NearIp("route add 198.51.100.0/24 nexthop via 10.1.0.3 nexthop via 10.1.0.4");
        Lab.Near.Run(() => File.WriteAllText("/proc/sys/net/ipv4/fib_multipath_hash_policy", "0"));
        _watcher!.Drain();
        HashSet<MacAddress> chosen = [];
        for (int host = 1; host < 65; host++)
        {
            Assert.Equal(NextHopState.Resolved, Find($"198.51.100.{host}", out NextHop hop));
            chosen.Add(hop.Destination);
        }

        Assert.Equal([MacAddress.Parse("02:00:00:00:00:33"), MacAddress.Parse("02:00:00:00:00:44")], chosen.OrderBy(mac => mac.Value));
    }

    [RootFact]
    public void A_stale_neighbour_that_is_watched_is_confirmed_by_the_kernel()
    {
        Resolve("10.1.0.2");
        _table!.Watch(InetAddress.Parse("10.1.0.2"));
        Lab.Near.Run(() => File.WriteAllText("/proc/sys/net/ipv4/neigh/v0/delay_first_probe_time", "1"));
        Lab.NearIp($"neigh replace 10.1.0.2 lladdr {FarMac} dev v0 nud stale");
        using NextHopTable impatient = new(_watcher!.State, _watcher.Client, new ManualTime());
        impatient.Watch(InetAddress.Parse("10.1.0.2"));
        Until(() => State("10.1.0.2") == NeighbourStates.Stale, "stale");
        impatient.Maintain();
        Until(() => State("10.1.0.2") == NeighbourStates.Reachable, "confirmed");
        Assert.Equal(NextHopState.Resolved, Find("10.1.0.2", out _));
    }

    private NeighbourStates State(string address) =>
        _watcher!.Neighbours.Single(neighbour => neighbour.Key.Address == InetAddress.Parse(address)).State;

    private NextHopState Find(string address, out NextHop hop) => _table!.Find(InetAddress.Parse(address), out hop);

    private void Resolve(string address)
    {
        _watcher!.Drain();
        Until(() => Find(address, out _) == NextHopState.Resolved, $"{address} resolved");
    }

    private void Until(Func<bool> condition, string what) => VethLab.Until(_watcher!, condition, what);

    private sealed class NoQueries : IRouteQueries
    {
        public bool TryGetRoute(InetAddress destination, out RouteInfo route) =>
            throw new InvalidOperationException($"The kernel was asked for the way to {destination}.");

        public bool TryResolve(NeighbourKey neighbour) => throw new InvalidOperationException($"The kernel was asked for {neighbour}.");
    }
}
