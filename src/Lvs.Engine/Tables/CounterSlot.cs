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
}
