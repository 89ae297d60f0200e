namespace Lvs.Client.Tests.Contract;

public sealed class NamesTests
{
    [Theory]
    [InlineData(LvsProtocol.Tcp, "192.0.2.1", 80, "tcp/192.0.2.1:80")]
    [InlineData(LvsProtocol.Udp, "2001:db8::1", 53, "udp/[2001:db8::1]:53")]
    [InlineData(null, "192.0.2.1", null, "?/192.0.2.1:?")]
    public void Services_are_named_by_protocol_address_and_port(LvsProtocol? protocol, string address, int? port, string id) =>
        Assert.Equal(id, new LvsVirtualService { Protocol = protocol, Address = address, Port = port }.Key);

    [Theory]
    [InlineData(null, "fwm/5")]
    [InlineData(LvsAddressFamily.Ipv4, "fwm/5")]
    [InlineData(LvsAddressFamily.Ipv6, "fwm6/5")]
    public void Or_by_their_mark(LvsAddressFamily? family, string id) =>
        Assert.Equal(id, new LvsVirtualService { FirewallMark = 5, AddressFamily = family }.Key);

    [Fact]
    public void Filters_become_queries()
    {
        Assert.Equal("", new LvsConnectionFilter().ToQuery());
        Assert.Equal(
            "?service=tcp%2F192.0.2.1%3A80&client=10.0.0.0%2F8&template=false&limit=5",
            new LvsConnectionFilter { Service = "tcp/192.0.2.1:80", Client = "10.0.0.0/8", Template = false, Limit = 5 }.ToQuery());
    }
}
