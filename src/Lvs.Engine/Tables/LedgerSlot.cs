using System.Runtime.InteropServices;

namespace Lvs.Engine.Tables;

/// <summary>What a service's forgotten real servers came to, and in slot 0 what the forgotten services did: struct lvs_ledger, 64
/// bytes. The director's alone; it lies with the other tables so that it outlives the director as they do.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
public struct LedgerSlot
{
    /// <summary>How many there are (LVS_LEDGERS): one for each number a service can have, and the director's.</summary>
    public const int Count = MaxServices + 1;

    internal const int MaxServices = 65536; // LVS_MAX_SERVICES

    internal ulong Connections;
    internal CounterSlot Traffic;
}
