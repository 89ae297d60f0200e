namespace Lvs.Service.Directors;

/// <summary>Counters since the last reset.</summary>
/// <param name="Connections">Connections scheduled.</param>
/// <param name="InPackets">Packets from clients.</param>
/// <param name="OutPackets">Packets from servers.</param>
/// <param name="InBytes">Bytes from clients.</param>
/// <param name="OutBytes">Bytes from servers.</param>
internal readonly record struct TrafficCounters(long Connections, long InPackets, long OutPackets, long InBytes, long OutBytes)
{
    /// <summary>Sums.</summary>
    public static TrafficCounters operator +(TrafficCounters left, TrafficCounters right) => new(
        left.Connections + right.Connections, left.InPackets + right.InPackets, left.OutPackets + right.OutPackets,
        left.InBytes + right.InBytes, left.OutBytes + right.OutBytes);
}
