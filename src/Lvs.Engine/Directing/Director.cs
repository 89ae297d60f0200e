using Lvs.Engine.Connections;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tables;

namespace Lvs.Engine;

/// <summary>
/// The brain: decides on first packets and on whatever the XDP program cannot take, keeps the connections' timers, and counts.
/// Frames and time in, frames out through <see cref="IFrameSink"/>; everything is called on one thread.
/// </summary>
public sealed unsafe partial class Director
{
    private readonly IFrameSink _sink;
    private readonly INextHops _nextHops;
    private readonly SharedTables _tables;
    private readonly ConnectionTable _connections;
    private readonly TimerWheel _timers;
    private readonly FragmentReassembler _reassembler = new();
    private readonly Dictionary<TemplateKey, int> _templates = [];
    private readonly bool[] _countedActive;
    private readonly long[] _reasons = new long[Enum.GetValues<DirectorReason>().Length];
    private readonly byte[] _answer = new byte[2048];
    private readonly byte[] _piece = new byte[65536 + 512];
    private readonly byte[] _large = new byte[65536 + 1024];
    private readonly int _maxServers;
    private readonly int _cpus;
    private uint _nextTidy;
    private uint _nextSecond;
    private ushort _identification;
    private uint _fragmentIdentification = 1;

    /// <summary>Puts a director together.</summary>
    /// <param name="tables">The shared tables; its settings hold seed and sizes.</param>
    /// <param name="nextHops">Routes and neighbours.</param>
    /// <param name="sink">Takes frames.</param>
    /// <param name="dataPlane">Is told of changes of the rules.</param>
    /// <param name="now">The time, in ticks.</param>
    /// <param name="scheduling">Randomness and expiry for the schedulers; null for the defaults.</param>
    public Director(
        SharedTables tables, INextHops nextHops, IFrameSink sink, IDataPlane dataPlane, uint now, SchedulingContext? scheduling = null)
    {
        _tables = tables;
        _nextHops = nextHops;
        _sink = sink;
        int capacity = (int)tables.Settings->Capacity - 1;
        _maxServers = (int)tables.Settings->MaxServers;
        _cpus = (int)tables.Settings->Cpus;
        _connections = new ConnectionTable(tables, capacity);
        _timers = new TimerWheel(capacity, now);
        _countedActive = new bool[capacity + 1];
        _nextTidy = _nextSecond = now;
        Rules = new RuleBook(dataPlane, nextHops.IsLocal, 65536, _maxServers - 1, scheduling);
        Apply(new DirectorSettings());
    }

    /// <summary>The rules.</summary>
    public RuleBook Rules { get; }

    /// <summary>The settings in force.</summary>
    public DirectorSettings Settings { get; private set; } = new();

    /// <summary>Connections in the table.</summary>
    public int ConnectionCount { get; private set; }

    /// <summary>Persistence templates in the table.</summary>
    public int TemplateCount => _templates.Count;

    /// <summary>Entries that fit into the table.</summary>
    public int Capacity => _connections.Capacity;

    /// <summary>How often the director did something for a reason.</summary>
    public long CountOf(DirectorReason reason) => Volatile.Read(ref _reasons[(int)reason]);

    /// <summary>Puts settings in force, here and in the XDP program.</summary>
    public void Apply(DirectorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        StateTables.Write(_tables.Profiles, settings.Timeouts, settings.SecureTcp);
        foreach (VirtualService service in Rules.Services)
            ApplyTimeouts(service);
        SetFlag(0x01, settings.SloppyTcp);
        SetFlag(0x02, settings.SloppySctp);
        SetFlag(0x08, !settings.PmtuDisc);
        SetFlag(0x10, (settings.ConnReuseMode & 1) != 0);
        SetFlag(0x20, (settings.ConnReuseMode & 2) != 0);
    }

    /// <summary>Takes a change of state that the XDP program made: moves the counts, and the timer when the timeout shrank.</summary>
    /// <param name="slot">The connection's slot.</param>
    /// <param name="generation">Which use of the slot is meant.</param>
    public void ApplyEvent(uint slot, uint generation)
    {
        if (slot == 0 || slot > _connections.Capacity)
            return;
        ref ConnectionSlot entry = ref _connections[(int)slot];
        if (entry.Kind != SlotKind.Connection || entry.Generation != generation)
            return;
        UpdateActive((int)slot);
        _timers.Schedule((int)slot, LastSeen(entry) + entry.Timeout);
    }

    private static uint LastSeen(in ConnectionSlot entry) =>
        entry.OutPackets != 0 && Ticks.Since(entry.OutSeen, entry.InSeen) > 0 ? entry.OutSeen : entry.InSeen;

    private void ApplyTimeouts(VirtualService service)
    {
        int profile = ProfileOf(service);
        if (profile == 0 || service.Settings.Timeouts is not { } own)
            return;
        ServiceTimeouts general = Settings.Timeouts;
        ServiceTimeouts merged = new(
            own.Tcp == 0 ? general.Tcp : own.Tcp,
            own.TcpFin == 0 ? general.TcpFin : own.TcpFin,
            own.Udp == 0 ? general.Udp : own.Udp);
        StateTables.Write(_tables.Profiles + profile, merged, Settings.SecureTcp);
    }

    private static int ProfileOf(VirtualService service) =>
        service.Settings.Timeouts is not null && service.Id < 256 ? service.Id : 0;

    private void SetFlag(uint flag, bool on)
    {
        ref uint flags = ref _tables.Settings->Flags;
        if (on)
            Interlocked.Or(ref flags, flag);
        else
            Interlocked.And(ref flags, ~flag);
    }

    private void UpdateActive(int slot)
    {
        ref ConnectionSlot entry = ref _connections[slot];
        bool active = ConnectionStepper.IsActive(entry, _tables.Profiles);
        if (active == _countedActive[slot])
            return;
        _countedActive[slot] = active;
        Rules.FindServer((int)entry.ServerId)?.ConnectionStateChanged(active);
    }

    private void Count(DirectorReason reason) => _reasons[(int)reason]++;
}
