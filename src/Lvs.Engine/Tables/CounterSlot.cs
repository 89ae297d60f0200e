using System.Runtime.InteropServices;

namespace Lvs.Engine.Tables;

/// <summary>Packets and bytes of one real server on one CPU: struct lvs_counters.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct CounterSlot
{
    internal ulong InPackets;
    internal ulong InBytes;
    internal ulong OutPackets;
    internal ulong OutBytes;

    internal void CountIn(int bytes)
    {
        InPackets++;
        InBytes += (ulong)bytes;
    }

    internal void CountOut(int bytes)
    {
        OutPackets++;
        OutBytes += (ulong)bytes;
    }

    internal void Add(in CounterSlot other)
    {
        InPackets += other.InPackets;
        InBytes += other.InBytes;
        OutPackets += other.OutPackets;
        OutBytes += other.OutBytes;
    }

    internal void Subtract(in CounterSlot other)
    {
        InPackets -= other.InPackets;
        InBytes -= other.InBytes;
        OutPackets -= other.OutPackets;
        OutBytes -= other.OutBytes;
    }
}
