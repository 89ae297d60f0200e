using Lvs.Service.Directors;

namespace Lvs.Service.Statistics;

/// <summary>
/// The rates of one thing as IPVS estimates them (ip_vs_est.c): every 2 s, avg += (rate - avg) / 4, in fixed point with ten
/// fractional bits for connections and packets and five for bytes, rounded when read. Same numbers as <c>ipvsadm --rate</c>.
/// </summary>
internal sealed class RateEstimator
{
    /// <summary>The interval at which <see cref="Sample"/> has to be called.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private const int CountShift = 10;
    private const int ByteShift = 5;

    private TrafficCounters _last;
    private long _connections;
    private long _inPackets;
    private long _outPackets;
    private long _inBytes;
    private long _outBytes;

    /// <summary>Begins at the counters as they stand, with rates of zero.</summary>
    public RateEstimator(in TrafficCounters now) => _last = now;

    /// <summary>Connections a second.</summary>
    public long Connections => Read(_connections, CountShift);

    /// <summary>Packets a second from clients.</summary>
    public long InPackets => Read(_inPackets, CountShift);

    /// <summary>Packets a second from servers.</summary>
    public long OutPackets => Read(_outPackets, CountShift);

    /// <summary>Bytes a second from clients.</summary>
    public long InBytes => Read(_inBytes, ByteShift);

    /// <summary>Bytes a second from servers.</summary>
    public long OutBytes => Read(_outBytes, ByteShift);

    /// <summary>Takes in what came to pass in the last 2 s.</summary>
    public void Sample(in TrafficCounters now)
    {
        Step(ref _connections, now.Connections - _last.Connections, CountShift);
        Step(ref _inPackets, now.InPackets - _last.InPackets, CountShift);
        Step(ref _outPackets, now.OutPackets - _last.OutPackets, CountShift);
        Step(ref _inBytes, now.InBytes - _last.InBytes, ByteShift);
        Step(ref _outBytes, now.OutBytes - _last.OutBytes, ByteShift);
        _last = now;
    }

    // delta per 2 s, in units of 2^-shift a second; a counter that was set to zero meanwhile counts from there.
    private static void Step(ref long average, long delta, int shift)
    {
        long rate = Math.Max(0, delta) << (shift - 1);
        average += (rate - average) >> 2;
    }

    private static long Read(long average, int shift) => (average + (1L << (shift - 1)) - 1) >> shift;
}
