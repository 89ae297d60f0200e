using System.Buffers.Binary;
using Lvs.Client;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;

namespace Lvs.Service.Directors;

/// <summary>
/// The mapped connection table for readers on any thread. A slot is copied out and believed only if it is the same connection
/// after the copy as before it: whoever writes it clears the kind first and raises the generation, so that no row mixes two.
/// </summary>
/// <param name="slots">Gives the table; slot 0 is never used.</param>
/// <param name="server">The real server with a number; must be safe on any thread.</param>
/// <param name="now">The time, in ticks.</param>
internal sealed class SlotTable(SlotTable.Source slots, Func<int, RealServer?> server, Func<uint> now) : IConnectionTable
{
    /// <summary>Gives the table.</summary>
    public delegate Span<TableSlot> Source();

    /// <inheritdoc/>
    public int Read(ref long cursor, Span<LvsConnectionRow> rows)
    {
        Span<TableSlot> table = slots();
        uint time = now();
        int written = 0;
        int at = (int)Math.Max(1, cursor);
        for (; at < table.Length && written < rows.Length; at++)
        {
            if (TryCopy(ref table[at], out TableSlot slot))
                rows[written++] = ToRow(slot, time);
        }

        cursor = at;
        return written;
    }

    /// <summary>One entry; false when the slot holds none.</summary>
    public bool TryRead(int slot, out LvsConnectionRow row)
    {
        bool found = TryCopy(ref slots()[slot], out TableSlot copy);
        row = found ? ToRow(copy, now()) : default;
        return found;
    }

    private static bool TryCopy(ref TableSlot slot, out TableSlot copy)
    {
        byte kind = Volatile.Read(ref slot.Kind);
        uint generation = Volatile.Read(ref slot.Generation);
        copy = default;
        if (kind is not (TableSlot.Connection or TableSlot.Template))
            return false;
        copy = slot;
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref slot.Kind) == kind && Volatile.Read(ref slot.Generation) == generation;
    }

    private LvsConnectionRow ToRow(in TableSlot slot, uint time)
    {
        uint seen = Ticks.Since(slot.OutSeen, slot.InSeen) > 0 && slot.OutPackets != 0 ? slot.OutSeen : slot.InSeen;
        int idle = Math.Max(0, Ticks.Since(time, seen));
        LvsConnectionFlags flags = slot.Kind == TableSlot.Template ? LvsConnectionFlags.Template : LvsConnectionFlags.None;
        if ((slot.Flags & TableSlot.Controlled) != 0)
            flags |= LvsConnectionFlags.Controlled;
        if ((slot.Flags & TableSlot.OnePacket) != 0)
            flags |= LvsConnectionFlags.OnePacket;
        if ((slot.State & TableSlot.NoOutput) != 0)
            flags |= LvsConnectionFlags.NoOutput;
        ServiceKey? service = server((int)slot.ServerId)?.Service.Key;
        return new LvsConnectionRow
        {
            ClientBytes = slot.Client,
            VirtualBytes = slot.Virtual,
            ServerBytes = slot.Server,
            ClientPort = BinaryPrimitives.ReverseEndianness(slot.ClientPort),
            VirtualPort = BinaryPrimitives.ReverseEndianness(slot.VirtualPort),
            ServerPort = BinaryPrimitives.ReverseEndianness(slot.ServerPort),
            Protocol = slot.Protocol,
            Family = slot.Family,
            ServerFamily = slot.ServerFamily,
            Method = slot.Method,
            State = (byte)(slot.State & TableSlot.StateMask),
            Flags = flags,
            ExpiresTenths = Tenths(slot.Timeout > (uint)idle ? slot.Timeout - (uint)idle : 0),
            InPackets = slot.InPackets,
            InBytes = slot.InBytes,
            OutPackets = slot.OutPackets,
            OutBytes = slot.OutBytes,
            FirewallMark = slot.FirewallMark,
            ServicePort = service?.Port ?? BinaryPrimitives.ReverseEndianness(slot.VirtualPort),
            TimeoutTenths = Tenths(slot.Timeout),
            AgeSeconds = (uint)Ticks.ToSeconds((uint)Math.Max(0, Ticks.Since(time, slot.Created))),
        };
    }

    private static uint Tenths(uint ticks) => (uint)Math.Round(Ticks.ToSeconds(ticks) * 10);
}
