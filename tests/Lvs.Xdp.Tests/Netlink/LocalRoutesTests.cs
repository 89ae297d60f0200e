using Lvs.Engine.Addressing;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests.Netlink;

/// <summary>The table "local" in memory.</summary>
public sealed class LocalRoutesTests
{
    private readonly LocalRoutes _routes = new();

    [Theory]
    [InlineData("10.0.0.0", 24, "10.0.0.255", "10.0.1.0")]
    [InlineData("10.0.0.1", 32, "10.0.0.1", "10.0.0.2")]
    [InlineData("127.0.0.0", 8, "127.255.255.255", "128.0.0.1")]
    [InlineData("0.0.0.0", 0, "203.0.113.1", "::1")]
    [InlineData("2001:db8::", 33, "2001:db8:7fff::1", "2001:db8:8000::")]
    [InlineData("::1", 128, "::1", "127.0.0.1")]
    public void A_prefix_covers_its_addresses(string prefix, byte length, string inside, string outside)
    {
        Assert.False(Covers(inside));
        Add(prefix, length);
        Assert.True(Covers(inside));
        Assert.False(Covers(outside));
        Remove(prefix, length);
        Assert.False(Covers(inside));
    }

    [Fact]
    public void An_address_on_two_devices_goes_with_the_last()
    {
        Add("10.0.0.1", 32, 2);
        Add("10.0.0.1", 32, 3);
        Add("10.0.0.1", 32, 3);
        Remove("10.0.0.1", 32, 3);
        Assert.True(Covers("10.0.0.1"));
        Remove("10.0.0.1", 32, 3);
        Assert.True(Covers("10.0.0.1"));
        Remove("10.0.0.1", 32, 2);
        Assert.False(Covers("10.0.0.1"));
    }

    [Theory]
    [InlineData(254, RouteType.Local)]
    [InlineData(255, RouteType.Broadcast)]
    [InlineData(255, RouteType.Unicast)]
    public void Other_tables_and_kinds_do_not_count(uint table, RouteType type)
    {
        _routes.Apply(Route("10.0.0.0", 24, 1) with { Table = table, Type = type }, added: true);
        Assert.False(Covers("10.0.0.1"));
    }

    [Fact]
    public void The_whole_table_takes_the_place_of_what_was_there()
    {
        Add("10.0.0.1", 32);
        Add("10.1.0.0", 16);
        _routes.Replace([Route("10.2.0.0", 16, 1), Route("2001:db8::1", 128, 2) with { Type = RouteType.Anycast }]);
        Assert.False(Covers("10.0.0.1"));
        Assert.False(Covers("10.1.0.1"));
        Assert.True(Covers("10.2.3.4"));
        Assert.True(Covers("2001:db8::1"));
    }

    private static RouteInfo Route(string prefix, byte length, uint device) =>
        new(InetAddress.Parse(prefix), length, RouteType.Local, 255, device, default, default, 0);

    private bool Covers(string address) => _routes.Cover(InetAddress.Parse(address));

    private void Add(string prefix, byte length, uint device = 1) => _routes.Apply(Route(prefix, length, device), added: true);

    private void Remove(string prefix, byte length, uint device = 1) => _routes.Apply(Route(prefix, length, device), added: false);
}
