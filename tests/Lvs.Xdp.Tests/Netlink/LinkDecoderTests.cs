using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests.Netlink;

public sealed class LinkDecoderTests
{
    [Fact]
    public void A_vlan_device_has_its_parent_and_number()
    {
        LinkInfo link = Messages.Decode(Messages.Link(7, "eth0.100", "vlan", parent: 2, vlan: 100, mtu: 1496))!;
        Assert.Equal(
            (7u, "eth0.100", "vlan", 2u, (ushort)100, 1496u),
            (link.Index, link.Name, link.Kind, link.Parent, link.VlanId, link.Mtu));
        Assert.Equal(Messages.MacOf(7), link.Mac);
        Assert.Equal(OperationalState.Up, link.State);
        Assert.False(link.CanRedirect);
        Assert.False(link.IsPhysical);
    }

    [Fact]
    public void The_service_tag_is_left_to_the_kernel() =>
        Assert.Equal(0, Messages.Decode(Messages.Link(7, "eth0.100", "vlan", parent: 2, vlan: 100, vlanProtocol: 0x88a8))!.VlanId);

    [Fact]
    public void The_peer_of_a_veth_is_no_parent() =>
        Assert.Equal(0u, Messages.Decode(Messages.Link(7, "v0", "veth", parent: 8))!.Parent);

    [Fact]
    public void A_parent_in_another_namespace_is_none_here() =>
        Assert.Equal(0u, Messages.Decode(Messages.Link(7, "eth0.5", "vlan", parent: 2, vlan: 5, parentNamespace: 0))!.Parent);

    [Fact]
    public void What_a_bridge_says_of_its_ports_is_not_about_the_device() =>
        Assert.Null(Messages.Decode(Messages.Link(7, "v0", "veth", family: 7, type: RtnetlinkConstants.RTM_DELLINK)));

    [Fact]
    public void A_partial_message_of_a_wireless_driver_is_ignored() => Assert.Null(Messages.Decode(Messages.Link(7, "wlan0", mtu: 0)));

    [Theory]
    [InlineData(null, true)]
    [InlineData("veth", true)]
    [InlineData("bridge", false)]
    [InlineData("bond", false)]
    [InlineData("tun", false)]
    [InlineData("macvlan", false)]
    [InlineData("ifb", false)]
    public void Frames_are_redirected_into_cards_and_veths_only(string? kind, bool can) =>
        Assert.Equal(can, Messages.Decode(Messages.Link(7, "x0", kind))!.CanRedirect);

    [Fact]
    public void Where_the_kernel_tells_what_the_driver_can_it_is_believed()
    {
        LinkInfo link = Messages.Decode(Messages.Link(7, "v0", "veth"))!;
        Assert.False((link with { Xdp = XdpFeatures.Basic | XdpFeatures.Redirect }).CanRedirect);
        Assert.True((link with { Xdp = XdpFeatures.Basic | XdpFeatures.Transmit }).CanRedirect);
    }

    [Theory]
    [InlineData(LinkFlags.Up | LinkFlags.LowerUp, true)]
    [InlineData(LinkFlags.Up, false)]
    [InlineData(LinkFlags.LowerUp, false)]
    public void A_device_is_usable_when_set_up_with_a_carrier(LinkFlags flags, bool usable) =>
        Assert.Equal(usable, Messages.Decode(Messages.Link(7, "eth0", flags: flags))!.IsUsable);
}
