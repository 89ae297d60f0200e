using Lvs.Engine.Addressing;

namespace Lvs.Engine.Tests.Addressing;

public sealed class LoopbackTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.255.255.254", true)]
    [InlineData("10.0.0.127", false)]
    [InlineData("::1", true)]
    [InlineData("::", false)]
    [InlineData("::5:0:1", false)]
    [InlineData("fd00::1", false)]
    public void The_hosts_own_address_is_told_from_others(string address, bool expected) =>
        Assert.Equal(expected, InetAddress.Parse(address).IsLoopback);
}
