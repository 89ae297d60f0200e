using Lvs.Engine.Connections;

namespace Lvs.Engine.Tests.Connections;

public sealed class TicksTests
{
    [Theory]
    [InlineData(0, 0u)]
    [InlineData(16_777_215, 0u)]
    [InlineData(16_777_216, 1u)]
    [InlineData(1L << 56, 0u)] // wraps after 2.28 years
    public void A_tick_is_two_to_the_24_nanoseconds(long nanoseconds, uint ticks) =>
        Assert.Equal(ticks, Ticks.FromNanoseconds(nanoseconds));

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(900)]
    [InlineData(31_535_999)]
    public void Seconds_come_back_to_within_half_a_tick(double seconds) =>
        Assert.InRange(Ticks.ToSeconds(Ticks.FromSeconds(seconds)), seconds - 0.0084, seconds + 0.0084);

    [Theory]
    [InlineData(10u, 4u, 6)]
    [InlineData(4u, 10u, -6)]
    [InlineData(3u, uint.MaxValue - 2, 6)]
    [InlineData(uint.MaxValue - 2, 3u, -6)]
    public void Differences_hold_over_the_wrap(uint now, uint then, int passed) => Assert.Equal(passed, Ticks.Since(now, then));
}
