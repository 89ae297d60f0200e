using Lvs.Engine.Connections;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Directing;

/// <summary>
/// The entries of the table and everything that must change with them: the counts at the real servers, the timers, the templates
/// and who they control.
/// </summary>
internal sealed unsafe partial class ConnectionStore
{
    private readonly SharedTables _tables;
    private readonly ConnectionTable _table;
    private readonly TimerWheel _timers;
    private readonly TemplateIndex _templates;
    private readonly RuleBook _rules;
    private readonly ReasonCounters _reasons;
    private readonly bool[] _countedActive;
    private uint _fruitlessAt;
    private ulong _eventsLost;

    public ConnectionStore(SharedTables tables, RuleBook rules, ReasonCounters reasons, uint now)
    {
        _tables = tables;
        _rules = rules;
        _reasons = reasons;
        Capacity = (int)tables.Settings->Capacity - 1; // slot 0 is none
        _table = new ConnectionTable(tables, Capacity);
        _timers = new TimerWheel(Capacity, now);
        _templates = new TemplateIndex(tables.Connections, Capacity, tables.Settings->HashSeed);
        _countedActive = new bool[Capacity + 1];
        _fruitlessAt = now - 1;
    }

    /// <summary>Entries that fit.</summary>
    public int Capacity { get; }

    /// <summary>Connections there are.</summary>
    public int Count { get; private set; }

    /// <summary>Persistence templates there are, invalid ones included.</summary>
    public int TemplateCount { get; private set; }

    /// <summary>An entry.</summary>
    public ref ConnectionSlot this[int slot] => ref _table[slot];

    /// <summary>The connection a packet belongs to; 0 for none.</summary>
    public int Find(in PacketHeaders headers, out bool reply) => _table.Find(
        headers.Source, headers.SourcePort, headers.Destination, headers.DestinationPort, headers.Protocol, out reply);

    /// <summary>The connection whose packet an error quotes: the quoted packet went the other way than its connection's next one
    /// would come, and so it is looked for turned round.</summary>
    public int FindTurned(in QuotedPacket quoted, out bool reply) => _table.Find(
        quoted.Destination, quoted.DestinationPort, quoted.Source, quoted.SourcePort, quoted.Protocol, out reply);

    /// <summary>The connection whose client sent the quoted packet.</summary>
    public int FindSent(in QuotedPacket quoted)
    {
        int slot = _table.Find(
            quoted.Source, quoted.SourcePort, quoted.Destination, quoted.DestinationPort, quoted.Protocol, out bool reply);
        return reply ? 0 : slot;
    }

    /// <summary>The hash of the client's tuple, which tunnels draw their ports and identifications from.</summary>
    public ulong HashOf(in ConnectionSlot entry) => _table.InHash(entry);

    /// <summary>The template with a key, 0 for none.</summary>
    public int FindTemplate(in TemplateKey key) => _templates.Find(key);

    /// <summary>Steps the state for a packet. To be called before the packet is counted.</summary>
    /// <returns>What <see cref="Stepped"/> is to be told.</returns>
    public bool Step(int slot, in PacketHeaders headers, bool fromServer) =>
        ConnectionStepper.Step(ref _table[slot], _tables.Profiles, headers, fromServer);

    /// <summary>Moves counts and timer along. An answer is counted by now, for the first one to a datagram is known by that.</summary>
    public void Stepped(int slot, bool changed)
    {
        if (changed)
            Changed(slot);
        else if (!_timers.IsScheduled(slot))
            _timers.Schedule(slot, Due(_table[slot]));
    }

    /// <summary>The state was stepped, here or by the XDP program: puts counts, template and timer right.</summary>
    public void Changed(int slot)
    {
        ref ConnectionSlot entry = ref _table[slot];
        bool active = ConnectionStepper.IsActive(entry, _tables.Profiles);
        if (active != _countedActive[slot])
        {
            _countedActive[slot] = active;
            _rules.FindServer((int)entry.ServerId)?.ConnectionStateChanged(active);
        }

        if (entry.Control != 0)
            Assure(entry);
        _timers.Schedule(slot, Due(entry));
    }

    /// <summary>Takes an event of the XDP program; one about an earlier use of the slot is ignored.</summary>
    public void ApplyEvent(uint slot, uint generation)
    {
        if (slot == 0 || slot > Capacity || _table[(int)slot].Kind != SlotKind.Connection || _table[(int)slot].Generation != generation)
            return;
        Changed((int)slot);
    }

    /// <summary>The event ring was full: looks at every connection for what was missed.</summary>
    public void RecoverLostEvents()
    {
        ulong lost = Volatile.Read(ref _tables.Settings->EventsLost);
        if (lost == _eventsLost)
            return;
        _eventsLost = lost;
        for (int slot = 1; slot <= Capacity; slot++)
        {
            if (_table[slot].Kind == SlotKind.Connection)
                Changed(slot);
        }
    }

    private static uint Due(in ConnectionSlot entry) => entry.LastSeen + entry.Timeout;

    private void Assure(in ConnectionSlot entry)
    {
        if (ConnectionStepper.IsAnswered(entry))
            _table[(int)entry.Control].StateWord = ConnectionSlot.Assured;
    }
}
