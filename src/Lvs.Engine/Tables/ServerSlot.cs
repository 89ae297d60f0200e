using System.Runtime.InteropServices;

namespace Lvs.Engine.Tables;

/// <summary>The director's half of struct lvs_server; the first 64 bytes are the next hop, which the data plane keeps.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
public struct ServerSlot
{
    /// <summary>Connections scheduled since the last reset.</summary>
    [FieldOffset(64)] internal ulong Connections;

    /// <summary>Packets and bytes that went through the director itself, which no CPU's counters hold.</summary>
    [FieldOffset(72)] internal CounterSlot Director;
}
