using Lvs.Engine.Addressing;

namespace Lvs.Engine.Tests.Addressing;

public sealed class NetmaskTests
{
    [Theory]
    [InlineData(0, InetFamily.V4, "0.0.0.0")]
    [InlineData(1, InetFamily.V4, "128.0.0.0")]
    [InlineData(20, InetFamily.V4, "255.255.240.0")]
    [InlineData(32, InetFamily.V4, "255.255.255.255")]
    [InlineData(0, InetFamily.V6, "::")]
    [InlineData(64, InetFamily.V6, "ffff:ffff:ffff:ffff::")]
    [InlineData(65, InetFamily.V6, "ffff:ffff:ffff:ffff:8000::")]
    [InlineData(128, InetFamily.V6, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void A_prefix_length_makes_a_netmask_and_a_netmask_tells_it(int length, InetFamily family, string expected)
    {
        InetAddress mask = InetAddress.Netmask(length, family);
        Assert.Equal(InetAddress.Parse(expected), mask);
        Assert.Equal(length, mask.PrefixLength);
    }

    [Theory]
    [InlineData("0.0.0.24")]
    [InlineData("255.0.255.0")]
    [InlineData("ffff::1")]
    [InlineData("0:0:0:1::")]
    public void Ones_behind_a_zero_are_no_prefix(string mask) => Assert.Null(InetAddress.Parse(mask).PrefixLength);

    [Theory]
    [InlineData("10.1.2.191", "255.255.255.128", "10.1.2.128")]
    [InlineData("10.1.2.191", "0.0.0.24", "0.0.0.24")]
    [InlineData("10.1.2.191", "0.0.0.0", "0.0.0.0")]
    [InlineData("2001:db8::1:2:3:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff0", "2001:db8::1:2:3:fff0")]
    public void A_netmask_keeps_its_bits(string address, string mask, string expected) =>
        Assert.Equal(InetAddress.Parse(expected), InetAddress.Parse(address) & InetAddress.Parse(mask));
}
