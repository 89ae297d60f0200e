using Lvs.Engine.Connections;
using Lvs.Engine.Directing;
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
public sealed unsafe class Director
{
    private readonly SharedTables _tables;
    private readonly ReasonCounters _reasons = new();
    private readonly ConnectionStore _connections;
    private readonly TrafficTable _traffic;
    private readonly ProfileTable _profiles;
    private readonly Defences _defences = new();
    private readonly DropEntryDefence _dropEntry;
    private readonly Persistence _persistence;
    private readonly IcmpAnswers _answers;
    private readonly PacketForwarder _forwarder;
    private readonly FirstPackets _firstPackets;
    private readonly IcmpRelay _icmp;
    private readonly PacketEntrance _entrance;
    private uint _nextTidy;
    private uint _nextSecond;

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
        ArgumentNullException.ThrowIfNull(nextHops);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(dataPlane);
        _tables = tables;
        _profiles = new ProfileTable(tables.Profiles);
        _traffic = new TrafficTable(tables);
        RuleObserver observer = new(dataPlane, _profiles, _traffic);
        int maxServers = (int)tables.Settings->MaxServers - 1; // number 0 is none
        Rules = new RuleBook(observer, nextHops.IsLocal, LedgerSlot.MaxServices, maxServers, scheduling);
        _connections = new ConnectionStore(tables, Rules, _reasons, now);
        _dropEntry = new DropEntryDefence(_connections, Rules.Scheduling.Random, _reasons);
        _persistence = new Persistence(Rules, _connections, _reasons);
        FrameOutput output = new(nextHops, sink, _reasons);
        _answers = new IcmpAnswers(output, _reasons);
        Admission admission = new(Rules, nextHops, _persistence, _defences, _reasons);
        _forwarder = new PacketForwarder(tables, Rules, nextHops, _connections, output, _answers, _reasons);
        _firstPackets = new FirstPackets(
            Rules, observer, nextHops, admission, _connections, _forwarder, output, _answers, _reasons);
        _icmp = new IcmpRelay(Rules, _connections, admission, _forwarder, output, _answers, _reasons);
        _entrance = new PacketEntrance(sink, Rules, _connections, _firstPackets, _forwarder, _icmp, output, _reasons);
        _nextTidy = _nextSecond = now;
        Apply(new DirectorSettings());
    }

    /// <summary>The rules.</summary>
    public RuleBook Rules { get; }

    /// <summary>The settings in force.</summary>
    public DirectorSettings Settings { get; private set; } = new();

    /// <summary>The host's free memory, in pages, buffers included: what the defences against floods go by. Without limit until it
    /// is told.</summary>
    public long AvailablePages { get; set; } = long.MaxValue;

    /// <summary>Connections in the table.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>Persistence templates in the table.</summary>
    public int TemplateCount => _connections.TemplateCount;

    /// <summary>Entries that fit into the table.</summary>
    public int Capacity => _connections.Capacity;

    /// <summary>How often the director did something for a reason.</summary>
    public long CountOf(DirectorReason reason) => _reasons[reason];

    /// <summary>Puts settings in force, here and in the XDP program.</summary>
    public void Apply(DirectorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = _firstPackets.Settings = settings;
        _persistence.ExpiresQuiescent = settings.ExpireQuiescentTemplate;
        _forwarder.DiscoversPathMtu = settings.PmtuDisc;
        _icmp.Schedules = settings.ScheduleIcmp;
        _answers.RateLimit = settings.IcmpRateLimit;
        _defences.Update(settings, AvailablePages);
        WriteProfiles();
        SettingFlags.Write(ref _tables.Settings->Flags, settings);
    }

    /// <summary>Takes a change of state that the XDP program made: moves the counts, and the timer when the timeout shrank.</summary>
    /// <param name="slot">The connection's slot.</param>
    /// <param name="generation">Which use of the slot is meant.</param>
    public void ApplyEvent(uint slot, uint generation) => _connections.ApplyEvent(slot, generation);

    /// <summary>Decides on one frame.</summary>
    /// <param name="storage">Memory with the frame and headroom in front of it; may be changed.</param>
    /// <param name="start">Where the frame begins.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="ingress">The interface it came in by.</param>
    /// <param name="now">The time, in ticks.</param>
    public void Process(Span<byte> storage, int start, int length, uint ingress, uint now)
    {
        PacketBuffer buffer = new(storage, start, length);
        _entrance.Process(ref buffer, new Arrival(ingress, 0, now));
    }

    /// <summary>Runs what is due.</summary>
    /// <param name="now">The time, in ticks.</param>
    /// <returns>When to call again at the latest, as a duration in ticks.</returns>
    public uint Advance(uint now)
    {
        _connections.Advance(now);
        if (Ticks.Since(now, _nextSecond) >= 0)
        {
            _nextSecond = now + Ticks.FromSeconds(1);
            _connections.RecoverLostEvents();
            if (_defences.Update(Settings, AvailablePages))
                WriteProfiles();
            if (_defences.DropsEntries)
                _dropEntry.Scan(now);
        }

        if (Ticks.Since(now, _nextTidy) >= 0)
        {
            _nextTidy = now + Ticks.FromSeconds(5);
            Rules.Maintain(now);
            Rules.Purge(now);
            _entrance.ExpireFragments(now);
        }

        return TimerWheel.Period;
    }

    /// <summary>Takes over what an earlier director left in the tables: slots, templates, counts, timers; and mends the index.
    /// To be called once, when the rules are back.</summary>
    /// <param name="now">The time, in ticks.</param>
    public void Adopt(uint now)
    {
        _connections.Adopt(now);
        _traffic.Adopt(Rules);
    }

    /// <summary>Ends an entry at once; a template that connections go by ends with the last of them.</summary>
    /// <returns>False when there is no such entry.</returns>
    public bool Remove(int slot, uint now) => _connections.Remove(slot, now);

    /// <summary>What a real server's connections came to since the last reset.</summary>
    public Traffic TrafficOf(RealServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return Traffic.From(_traffic.Of(server));
    }

    /// <summary>What a service's connections came to since the last reset, those of removed real servers included.</summary>
    public Traffic TrafficOf(VirtualService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return Traffic.From(_traffic.Of(service));
    }

    /// <summary>What all connections came to since the last reset, those of removed services included.</summary>
    public Traffic TrafficOfAll() => Traffic.From(_traffic.OfAll(Rules));

    /// <summary>Sets counters to zero: a service's and its real servers', or all.</summary>
    /// <param name="service">The service; null for all.</param>
    public void ResetTraffic(VirtualService? service) => _traffic.Zero(service, Rules);

    private void WriteProfiles() => _profiles.Write(Settings.Timeouts, _defences.SecuresTcp, Rules.Services);
}
