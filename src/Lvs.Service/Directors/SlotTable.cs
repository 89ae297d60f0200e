using Lvs.Client;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

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
    public delegate Span<ConnectionSlot> Source();

    /// <inheritdoc/>
    public int Read(ref long cursor, Span<LvsConnectionRow> rows)
    {
        Span<ConnectionSlot> table = slots();
        uint time = now();
        int written = 0;
        int at = (int)Math.Max(1, cursor);
        for (; at < table.Length && written < rows.Length; at++)
        {
            if (TryCopy(ref table[at], out ConnectionSlot slot))
                rows[written++] = ToRow(slot, time);
        }

        cursor = at;
        return written;
    }

    /// <summary>One entry; false when the slot holds none.</summary>
    public bool TryRead(int slot, out LvsConnectionRow row)
    {
        bool found = TryCopy(ref slots()[slot], out ConnectionSlot copy);
        row = found ? ToRow(copy, now()) : default;
        return found;
    }

    private static bool TryCopy(ref ConnectionSlot slot, out ConnectionSlot copy)
    {
        byte kind = Volatile.Read(ref slot.KindByte);
        uint generation = Volatile.Read(ref slot.Generation);
        copy = default;
        if ((SlotKind)kind is not (SlotKind.Connection or SlotKind.Template))
            return false;
        copy = slot;
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref slot.KindByte) == kind && Volatile.Read(ref slot.Generation) == generation;
    }

    private LvsConnectionRow ToRow(in ConnectionSlot slot, uint time)
    {
        int idle = Math.Max(0, Ticks.Since(time, slot.LastSeen));
        LvsConnectionFlags flags = slot.Kind == SlotKind.Template ? LvsConnectionFlags.Template : LvsConnectionFlags.None;
        if ((slot.Flags & SlotFlags.Controlled) != 0)
            flags |= LvsConnectionFlags.Controlled;
        if ((slot.Flags & SlotFlags.OnePacket) != 0)
            flags |= LvsConnectionFlags.OnePacket;
        if ((slot.StateWord & ConnectionSlot.NoOutput) != 0)
            flags |= LvsConnectionFlags.NoOutput;
        ServiceKey? service = server((int)slot.ServerId)?.Service.Key;
        return new LvsConnectionRow
        {
            ClientBytes = new UInt128(slot.Client1, slot.Client0),
            VirtualBytes = new UInt128(slot.Virtual1, slot.Virtual0),
            ServerBytes = new UInt128(slot.Server1, slot.Server0),
            ClientPort = slot.ClientPort,
            VirtualPort = slot.VirtualPort,
            ServerPort = slot.ServerPort,
            Protocol = slot.ProtocolNumber,
            Family = slot.FamilyByte,
            ServerFamily = slot.ServerFamilyByte,
            Method = slot.MethodByte,
            State = slot.State,
            Flags = flags,
            ExpiresTenths = Tenths(slot.Timeout > (uint)idle ? slot.Timeout - (uint)idle : 0),
            InPackets = slot.InPackets,
            InBytes = slot.InBytes,
            OutPackets = slot.OutPackets,
            OutBytes = slot.OutBytes,
            FirewallMark = slot.FirewallMark,
            ServicePort = service?.Port ?? slot.VirtualPort,
            TimeoutTenths = Tenths(slot.Timeout),
            AgeSeconds = (uint)Ticks.ToSeconds((uint)Math.Max(0, Ticks.Since(time, slot.Created))),
        };
    }

    private static uint Tenths(uint ticks) => (uint)Math.Round(Ticks.ToSeconds(ticks) * 10);
}
