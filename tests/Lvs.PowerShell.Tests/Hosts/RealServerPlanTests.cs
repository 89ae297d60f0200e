using Lvs.Client;
using LvsPS;
using LvsPS.Hosts;

namespace Lvs.PowerShell.Tests.Hosts;

/// <summary>What a real server is given, on kernels that this machine has not.</summary>
public sealed class RealServerPlanTests
{
    private const string NoAddresses = "[]";

    private readonly FakeHost _host = new FakeHost().Answer("ip -j addr show", NoAddresses);

    [Fact]
    public void Arp_is_silenced_before_the_address_is_there()
    {
        Assert.Equal(
            [
                "net/ipv4/conf/all/arp_ignore: Set to 1", "net/ipv4/conf/all/arp_announce: Set to 2",
                "net/ipv4/conf/lo/arp_ignore: Set to 1", "net/ipv4/conf/lo/arp_announce: Set to 2", "lo: Add address 192.0.2.10/32",
            ],
            Plan("192.0.2.10", tunnelled: false));
    }

    [Fact]
    public void IPv6_needs_the_address_only()
    {
        Assert.Equal(["lo: Add address 2001:db8::1/128"], Plan("2001:db8::1", tunnelled: false));
    }

    [Fact]
    public void A_tunnel_device_that_is_there_is_used()
    {
        _host.Answer("ip -j link show", """[{"ifname":"tunl0","flags":["NOARP"],"mtu":1480}]""");
        Assert.Equal(
            ["net/ipv4/conf/tunl0/rp_filter: Set to 2", "tunl0: Set up", "lo: Add address 192.0.2.10/32"],
            Plan("192.0.2.10", tunnelled: true).Skip(4));
    }

    [Fact]
    public void A_module_that_the_kernel_has_is_loaded()
    {
        _host.Answer("modprobe -n -q ipip", "");
        Assert.Equal("ipip: Load kernel module (for tunl0)", Plan("192.0.2.10", tunnelled: true).ElementAt(4));
        _host.Answer("modprobe -n -q ip6_tunnel", "");
        Assert.Equal(
            ["ip6_tunnel: Load kernel module (for ip6tnl0)", "ip6tnl0: Set up", "lo: Add address 2001:db8::1/128"],
            Plan("2001:db8::1", tunnelled: true));
    }

    [Fact]
    public void Without_ipip_and_for_GUE_the_XDP_decapsulator_goes_on_the_default_routes_interface()
    {
        _host.Answer("ip -j -4 route show default", """[{"dst":"default","gateway":"10.0.0.1","dev":"ens3"}]""");
        Assert.Contains("ens3: Attach the XDP decapsulator", Plan("192.0.2.10", tunnelled: true));
        _host.Answer("ip -j link show", """[{"ifname":"tunl0","flags":["UP"],"mtu":1480}]""");
        Assert.DoesNotContain("ens3: Attach the XDP decapsulator", Plan("192.0.2.10", tunnelled: true));
        Assert.Contains("ens3: Attach the XDP decapsulator", Plan("192.0.2.10", tunnelled: true, type: LvsTunnelType.Gue));
    }

    [Theory]
    [InlineData(Decapsulation.Kernel, "no-kernel-tunnel")]
    [InlineData(Decapsulation.Auto, "interface-unknown")]
    public void What_cannot_be_is_refused(Decapsulation decapsulation, string id)
    {
        LvsClientException refusal = Assert.Throws<LvsClientException>(() => Plan("192.0.2.10", true, decapsulation).ToArray());
        Assert.Equal(id, refusal.Id);
    }

    [Fact]
    public void An_address_that_answers_on_the_wire_is_refused()
    {
        _host.Answer(
            "ip -j addr show", """[{"ifname":"eth0","addr_info":[{"family":"inet","local":"192.0.2.10","prefixlen":24}]}]""");
        LvsClientException refusal = Assert.Throws<LvsClientException>(() => Plan("192.0.2.10", false).ToArray());
        Assert.Equal("virtual-address-elsewhere", refusal.Id);
        Assert.Contains("192.0.2.10/24 dev eth0", refusal.Remedy, StringComparison.Ordinal);
    }

    private IEnumerable<string> Plan(
        string address, bool tunnelled, Decapsulation decapsulation = Decapsulation.Auto, LvsTunnelType type = LvsTunnelType.IpIp) =>
        new RealServerPlan(new HostNetwork(_host)).For(address, tunnelled, decapsulation, type, null).Select(change => change.ToString());
}
