using Lvs.Service.Directors;
using Lvs.Service.Statistics;

namespace Lvs.Service.Tests.Statistics;

public sealed class RateEstimatorTests
{
    // own calc.: 100 a second from the first sample on gives 100 * (1 - 0.75^n).
    [Fact]
    public void A_steady_rate_is_approached_by_a_quarter_each_time()
    {
        RateEstimator estimator = new(default);
        long[] expected = [25, 44, 58, 68, 76, 82];
        for (int i = 0; i < expected.Length; i++)
        {
            estimator.Sample(new TrafficCounters(200 * (i + 1), 0, 0, 0, 0));
            Assert.Equal(expected[i], estimator.Connections);
        }
    }

    [Fact]
    public void All_five_are_kept_apart()
    {
        RateEstimator estimator = new(default);
        for (int i = 1; i <= 120; i++)
            estimator.Sample(new TrafficCounters(2 * i, 20 * i, 18 * i, 2000L * i, 200_000_000L * i));
        Assert.Equal((1L, 10L, 9L, 1000L, 100_000_000L), (
            estimator.Connections, estimator.InPackets, estimator.OutPackets, estimator.InBytes, estimator.OutBytes));
    }

    [Fact]
    public void It_falls_back_to_zero()
    {
        RateEstimator estimator = new(default);
        estimator.Sample(new TrafficCounters(1000, 0, 0, 0, 0));
        for (int i = 0; i < 60; i++)
            estimator.Sample(new TrafficCounters(1000, 0, 0, 0, 0));
        Assert.Equal(0, estimator.Connections);
    }

    [Fact]
    public void What_was_counted_before_it_began_does_not_count()
    {
        RateEstimator estimator = new(new TrafficCounters(1_000_000, 0, 0, 0, 0));
        estimator.Sample(new TrafficCounters(1_000_000, 0, 0, 0, 0));
        Assert.Equal(0, estimator.Connections);
    }
}
