using Lvs.Engine.Addressing;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests.Netlink;

public sealed class DefaultInterfacesTests
{
    [Fact]
    public void Cards_and_veths_with_an_address_and_the_card_under_a_vlan()
    {
        LinkInfo[] links =
        [
            Messages.Decode(Messages.Link(1, "lo", flags: Messages.Working | LinkFlags.Loopback, hardware: 772))!,
            Messages.Decode(Messages.Link(9, "eth0"))!,
            Messages.Decode(Messages.Link(3, "eth1"))!,
            Messages.Decode(Messages.Link(4, "eth1.7", "vlan", parent: 3, vlan: 7))!,
            Messages.Decode(Messages.Link(5, "v0", "veth"))!,
            Messages.Decode(Messages.Link(6, "docker0", "bridge"))!,
            Messages.Decode(Messages.Link(7, "v1", "veth", master: 6))!,
            Messages.Decode(Messages.Link(8, "v2", "veth"))!,
            Messages.Decode(Messages.Link(10, "tun0", "tun", hardware: 65534))!,
            Messages.Decode(Messages.Link(11, "eth2"))!,
        ];
        AddressInfo[] addresses =
        [
            Address(1, "127.0.0.1", AddressScope.Host), Address(1, "192.0.2.1"), Address(9, "198.51.100.1"), Address(4, "10.0.7.1"),
            Address(5, "2001:db8::1"), Address(6, "172.17.0.1"), Address(7, "10.9.0.1"), Address(8, "fe80::8", AddressScope.Link),
            Address(10, "10.8.0.1"),
        ];
        Assert.Equal(["eth1", "v0", "eth0"], DefaultInterfaces.Choose(links, addresses).Select(link => link.Name));
        Assert.Equal(["eth1", "v0", "eth0", "eth2"], DefaultInterfaces.Expect(links, addresses).Select(link => link.Name));
    }

    [Fact]
    public void None_when_nothing_has_an_address() =>
        Assert.Empty(DefaultInterfaces.Choose([Messages.Decode(Messages.Link(2, "eth0"))!], []));

    private static AddressInfo Address(uint index, string address, AddressScope scope = AddressScope.Global) =>
        new(index, InetAddress.Parse(address), 24, scope, AddressFlags.Permanent);
}
