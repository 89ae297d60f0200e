using System.Runtime.InteropServices;
using Lvs.Engine.Connections;

namespace Lvs.Engine.Tables;

/// <summary>State tables and timeouts: struct lvs_profile, 1280 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ProfileSlot
{
    /// <summary>How many profiles there are (LVS_MAX_PROFILES): 0 is the director's, the others belong to single services.</summary>
    internal const int Count = 256;

    internal const int States = 16;
    internal const int Sides = 3;
    internal const int TcpEvents = 4;
    internal const int SctpEvents = 16;

    internal fixed byte TcpNext[(Sides + 1) * TcpEvents * States]; // [side][event][state]
    internal fixed byte SctpNext[Sides * SctpEvents * States];
    internal fixed uint TcpTimeout[States]; // ticks
    internal fixed uint SctpTimeout[States];
    internal uint UdpTimeout;
    internal uint TcpActive; // bit n: state n counts as active
    internal uint SctpActive;
    internal uint Reserved;
    internal fixed uint Pad[28];

    /// <summary>Where the row of a side and an event begins in <see cref="TcpNext"/>.</summary>
    internal static int TcpRow(Side side, int line) => (((int)side * TcpEvents) + line) * States;

    /// <summary>Where the row of a side and an event begins in <see cref="SctpNext"/>.</summary>
    internal static int SctpRow(Side side, int line) => (((int)side * SctpEvents) + line) * States;
}
