using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Directing;
using Lvs.Engine.Packets;

namespace Lvs.Engine.Tests.Directing;

/// <summary>inet_peer_xrlim_allow and icmp_global_allow: six at once to one address, then one in icmp_ratelimit; 50 at once to all,
/// then 1000 a second.</summary>
public sealed class IcmpRateLimiterTests
{
    private static readonly uint s_start = uint.MaxValue - 10; // time wraps in every test
    private readonly IcmpRateLimiter _limiter = new() { Interval = 1000 };

    [Fact]
    public void An_address_gets_six_and_then_one_in_an_interval()
    {
        Assert.Equal(6, Enumerable.Range(0, 10).Count(_ => Allows("10.1.0.1", 0)));
        Assert.False(Allows("10.1.0.1", 0.9));
        Assert.True(Allows("10.1.0.1", 1.0));
        Assert.False(Allows("10.1.0.1", 1.0));
        Assert.Equal(6, Enumerable.Range(0, 10).Count(_ => Allows("10.1.0.1", 20)));
    }

    [Fact]
    public void Another_address_is_not_held_back_by_the_first()
    {
        while (Allows("10.1.0.1", 0))
        {
        }

        Assert.True(Allows("10.1.0.2", 0));
        Assert.True(Allows("fd01::1", 0));
    }

    [Fact]
    public void All_addresses_together_get_fifty_and_then_a_thousand_a_second()
    {
        Assert.Equal(50, Enumerable.Range(1, 100).Count(i => Allows($"10.1.1.{i}", 0)));
        int later = Enumerable.Range(1, 200).Count(i => Allows($"10.1.2.{i}", Ticks.ToSeconds(1)));
        Assert.Equal((int)(1000 * Ticks.ToSeconds(1)), later);
        Assert.Equal(50, Enumerable.Range(1, 200).Count(i => Allows($"10.1.3.{i}", 10)));
    }

    [Fact]
    public void Path_mtu_discovery_is_never_held_back() =>
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(Allows("10.1.0.1", 0, IcmpErrorKind.PacketTooBig)));

    [Fact]
    public void An_interval_of_nothing_is_no_limit()
    {
        _limiter.Interval = 0;
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(Allows("10.1.0.1", 0)));
    }

    private bool Allows(string to, double seconds, IcmpErrorKind kind = IcmpErrorKind.PortUnreachable) =>
        _limiter.Allows(kind, InetAddress.Parse(to), unchecked(s_start + Ticks.FromSeconds(seconds)));
}
