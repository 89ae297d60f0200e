using System.Runtime.InteropServices;

namespace Lvs.Engine.Tables;

/// <summary>State tables and timeouts: struct lvs_profile, 1280 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ProfileSlot
{
    internal const int States = 16;

    internal fixed byte TcpNext[4 * 4 * States]; // [side][event][state]
    internal fixed byte SctpNext[3 * 16 * States];
    internal fixed uint TcpTimeout[States]; // ticks
    internal fixed uint SctpTimeout[States];
    internal uint UdpTimeout;
    internal uint TcpActive; // bit n: state n counts as active
    internal uint SctpActive;
    internal uint Reserved;
    internal fixed uint Pad[28];
}
