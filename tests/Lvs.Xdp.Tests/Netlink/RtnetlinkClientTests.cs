using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Tests;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests.Netlink;

public sealed class RtnetlinkClientTests : IDisposable
{
    private readonly VethLab? _lab = Environment.IsPrivilegedProcess ? new VethLab() : null;

    private VethLab Lab => _lab!;

    public void Dispose() => _lab?.Dispose();

    [RootFact]
    public void Links_are_listed_with_kind_mtu_and_mac()
    {
        Lab.NearIp("link set v0 address 02:00:00:00:00:aa mtu 1400");
        Lab.NearIp("link add br0 type bridge");
        Lab.NearIp("link add v2 type veth peer name v3");
        Lab.NearIp("link set v3 master br0");
        IReadOnlyList<LinkInfo> links = Lab.Client().GetLinks();
        LinkInfo v0 = links.Single(link => link.Name == "v0");
        Assert.Equal(("veth", 1400u, MacAddress.Parse("02:00:00:00:00:aa")), (v0.Kind, v0.Mtu, v0.Mac));
        Assert.True(v0.IsUsable && v0.IsEthernet && v0.Parent == 0 && v0.Master == 0);
        Assert.True(links.Single(link => link.Name == "lo").IsLoopback);
        LinkInfo bridge = links.Single(link => link.Name == "br0");
        Assert.Equal("bridge", bridge.Kind);
        Assert.Equal(bridge.Index, links.Single(link => link.Name == "v3").Master);
        Assert.False(links.Single(link => link.Name == "v2").IsUsable);
    }

    [RootFact]
    public void Addresses_neighbours_and_routes_are_listed()
    {
        Lab.NearIp("neigh add 10.1.0.9 lladdr 02:00:00:00:00:09 dev v0 nud permanent");
        Lab.NearIp("route add 10.5.0.0/16 via 10.1.0.2 mtu 1300 table 77");
        Lab.NearIp("route add 10.6.0.0/16 via inet6 fd01::2 dev v0");
        RtnetlinkClient client = Lab.Client();
        uint v0 = client.GetLinks().Single(link => link.Name == "v0").Index;

        AddressInfo address = client.GetAddresses().Single(a => a.Address == InetAddress.Parse("10.1.0.1"));
        Assert.Equal((v0, 24, AddressScope.Global), (address.InterfaceIndex, address.PrefixLength, address.Scope));
        Assert.Contains(client.GetAddresses(), a => a.Address == InetAddress.Parse("fd01::1") && a.PrefixLength == 64);

        NeighbourInfo neighbour = client.GetNeighbours().Single(n => n.Key.Address == InetAddress.Parse("10.1.0.9"));
        Assert.Equal(
            (v0, NeighbourStates.Permanent, MacAddress.Parse("02:00:00:00:00:09")),
            (neighbour.Key.InterfaceIndex, neighbour.State, neighbour.Mac));

        RouteInfo route = client.GetRoutes().Single(r => r.Destination == InetAddress.Parse("10.5.0.0"));
        Assert.Equal(new RouteInfo(route.Destination, 16, RouteType.Unicast, 77, v0, InetAddress.Parse("10.1.0.2"), default, 1300), route);
        Assert.Equal(InetAddress.Parse("fd01::2"), client.GetRoutes().Single(r => r.Destination == InetAddress.Parse("10.6.0.0")).Gateway);
    }

    [RootTheory]
    [InlineData("192.0.2.10", 32)]
    [InlineData("2001:db8::10", 128)]
    public void An_address_is_added_once_and_removed_once(string text, int prefix)
    {
        RtnetlinkClient client = Lab.Client();
        InetAddress address = InetAddress.Parse(text);
        Assert.True(client.AddAddress("lo", address));
        Assert.False(client.AddAddress("lo", address));
        AddressInfo found = client.GetAddresses().Single(a => a.Address == address);
        Assert.Equal(prefix, found.PrefixLength);
        Assert.True(found.IsPreferred);
        Assert.True(client.RemoveAddress("lo", address));
        Assert.False(client.RemoveAddress("lo", address));
        Assert.DoesNotContain(client.GetAddresses(), a => a.Address == address);
    }

    [RootFact]
    public void Errors_name_the_value_and_the_remedy()
    {
        RtnetlinkClient client = Lab.Client();
        InetAddress address = InetAddress.Parse("192.0.2.10");
        NetlinkException missing = Assert.Throws<NetlinkException>(() => client.AddAddress("nowhere0", address));
        Assert.Equal(19, missing.Errno);
        Assert.Contains("192.0.2.10/32 to nowhere0", missing.Message, StringComparison.Ordinal);
        Assert.Contains("ip link", missing.Message, StringComparison.Ordinal);
        Assert.Throws<NetlinkException>(() => client.AddAddress("a-name-that-is-too-long-for-linux", address));
        NetlinkException prefix = Assert.Throws<NetlinkException>(() => client.AddAddress("lo", address, 33));
        Assert.Contains("192.0.2.10/33", prefix.Message, StringComparison.Ordinal);
        NetlinkException kernel = Assert.Throws<NetlinkException>(() => client.AddAddress("lo", InetAddress.Parse("ff02::1")));
        Assert.Contains("ff02::1/128", kernel.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, kernel.Errno);
        Assert.DoesNotContain(client.GetAddresses(), a => a.Address == address);
    }

    [RootFact]
    public void A_dump_of_many_parts_is_complete()
    {
        RtnetlinkClient client = Lab.Client();
        for (uint i = 0; i < 2000; i++)
            Assert.True(client.AddAddress("lo", InetAddress.FromV4(0x0A090000 + i)));
        Assert.Equal(2000, client.GetAddresses().Count(address => address.Address.Word(0) >> 16 == 0x0A09));
        Assert.Equal(2000, client.GetRoutes().Count(route => route.Type == RouteType.Local && route.Destination.Word(0) >> 16 == 0x0A09));
    }

    [RootFact]
    public void A_socket_stays_in_the_namespace_it_was_made_in()
    {
        RtnetlinkClient client = Lab.Client();
        Assert.Equal("v0", Lab.Far.Run(() => client.GetLinks().Single(link => link.Kind == "veth").Name));
    }

    [RootFact]
    public void A_question_for_a_route_allocates_nothing()
    {
        RtnetlinkClient client = Lab.Client();
        InetAddress destination = InetAddress.Parse("10.1.0.2");
        Assert.True(client.TryGetRoute(destination, out _));
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 100; i++)
                client.TryGetRoute(destination, out _);
        }));
    }
}
