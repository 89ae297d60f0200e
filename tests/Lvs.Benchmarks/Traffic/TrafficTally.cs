using System.Runtime.InteropServices;

namespace Lvs.Benchmarks.Traffic;

/// <summary>struct traffic_tally: what arrived, since ever.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct TrafficTally
{
    public ulong Packets;
    public ulong Probes;
    public ulong Opened;
    public ulong Served;
    public ulong Refused;

    public static TrafficTally operator +(TrafficTally left, TrafficTally right) => new()
    {
        Packets = left.Packets + right.Packets,
        Probes = left.Probes + right.Probes,
        Opened = left.Opened + right.Opened,
        Served = left.Served + right.Served,
        Refused = left.Refused + right.Refused,
    };

    public static TrafficTally operator -(TrafficTally left, TrafficTally right) => new()
    {
        Packets = left.Packets - right.Packets,
        Probes = left.Probes - right.Probes,
        Opened = left.Opened - right.Opened,
        Served = left.Served - right.Served,
        Refused = left.Refused - right.Refused,
    };
}
