using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Directing;

/// <summary>
/// What an earlier director left in the tables, wherever it was when it ended: a slot whose kind is not written is free, a
/// connection that is not in the index was just being made or ended and is put in, an index entry that leads to something else is
/// taken out. Counts, members and timers are made anew from the slots.
/// </summary>
internal sealed unsafe partial class ConnectionStore
{
    /// <summary>Takes it over. To be called once, when the rules are back and before the first packet.</summary>
    public void Adopt(uint now)
    {
        _eventsLost = Volatile.Read(ref _tables.Settings->EventsLost);
        for (int slot = Capacity; slot > 0; slot--)
            _table.Adopt(slot, IsLive(slot) && IsSound(_table[slot]));
        List<int> lost = [];
        _table.MendIndex(lost.Add);
        for (int slot = 1; slot <= Capacity; slot++)
        {
            if (_table[slot].Kind == SlotKind.Template)
                AdoptTemplate(slot);
        }

        for (int slot = 1; slot <= Capacity; slot++)
        {
            if (_table[slot].Kind == SlotKind.Connection)
                AdoptConnection(slot);
        }

        foreach (int slot in lost)
            Expire(slot, now);
    }

    // The kind is written last, so this holds of whatever has one, unless the table was damaged or its server was never stored.
    private bool IsSound(in ConnectionSlot entry) =>
        _rules.FindServer((int)entry.ServerId) is not null
        && entry.Profile < ProfileSlot.Count && entry.OutProfile == entry.Profile && entry.OutServerId == entry.ServerId
        && Enum.IsDefined(entry.Method) && Enum.IsDefined(entry.Protocol) && IsFamily(entry.FamilyByte) && IsFamily(entry.ServerFamilyByte)
        && (entry.FamilyByte == entry.ServerFamilyByte || entry.Method == ForwardingMethod.Tunnel);

    private static bool IsFamily(byte family) => (InetFamily)family is InetFamily.V4 or InetFamily.V6;

    private void AdoptTemplate(int slot)
    {
        ref ConnectionSlot entry = ref _table[slot];
        entry.Children = 0;
        if ((entry.Flags & SlotFlags.Invalid) == 0)
        {
            // Two of the same are there when the director ended between entering a new one and forgetting the old.
            if (_templates.Find(TemplateKey.Of(entry)) == 0)
                _templates.Add(slot);
            else
                entry.FlagsByte |= (byte)SlotFlags.Invalid;
        }

        _rules.FindServer((int)entry.ServerId)!.TemplateAdded();
        TemplateCount++;
        _timers.Schedule(slot, Due(entry));
    }

    private void AdoptConnection(int slot)
    {
        ref ConnectionSlot entry = ref _table[slot];
        if (entry.Control > (uint)Capacity || (entry.Control != 0 && _table[(int)entry.Control].Kind != SlotKind.Template))
        {
            entry.Control = 0;
            entry.FlagsByte &= unchecked((byte)~SlotFlags.Controlled);
        }

        if (entry.Control != 0)
            _table[(int)entry.Control].Children++;
        _countedActive[slot] = ConnectionStepper.IsActive(entry, _tables.Profiles);
        RealServer server = _rules.FindServer((int)entry.ServerId)!;
        server.ConnectionAdded(_countedActive[slot]);
        Count++;
        _timers.Schedule(slot, Due(entry));
    }
}
