using System.Runtime.InteropServices;

namespace Lvs.Benchmarks.Traffic;

/// <summary>struct traffic_plan: what the generator sends, and where.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TrafficPlan
{
    public const int FrameBytes = 64;
    public const int SliceFrames = 4096;
    public const int MaxStamps = 1024;

    public fixed byte Frame[FrameBytes];
    public uint IpSum;
    public uint TransportSum;
    public uint Client;
    public uint Flows;
    public TrafficOrder Flags;
    public uint Ifindex;
    public uint Via;
    public uint Next;
    public ushort ProbePort;
    public byte Protocol;
    public byte Pad;
    public uint Sent;
    public ulong Gap;
    public ulong Until;
    public uint Window;
    public uint Finished;
    public uint Started;
    public uint GivenUp;
    public ulong Due;
    public ulong Progress;
    public ulong ProbeArrival;
    public fixed ulong Stamps[MaxStamps];
}
