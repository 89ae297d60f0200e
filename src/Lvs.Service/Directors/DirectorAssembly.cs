using Lvs.Client;
using Lvs.Engine;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;
using Lvs.Xdp;

namespace Lvs.Service.Directors;

/// <summary>The engine's director over the data plane's tables.</summary>
internal sealed unsafe class DirectorAssembly : IDirectorAssembly
{
    private const long GaugePeriod = 1_000_000_000; // the kernel's defences look once a second, too

    private readonly ForwarderSurroundings _surroundings;
    private readonly Director _director;
    private readonly SlotTable _slots;
    private long _nextGauge;

    public DirectorAssembly(ForwarderSurroundings surroundings)
    {
        _surroundings = surroundings;
        DataPlane plane = surroundings.Plane;
        SharedTables tables = new(
            plane.Array<ConnectionSlot>("connections").Pointer, (uint*)plane.Array<Bucket>("index").Pointer,
            plane.Array<ServerSlot>("servers").Pointer, plane.Array<CounterSlot>("counters").Pointer,
            plane.Array<ProfileSlot>("profiles").Pointer, plane.Array<SettingsSlot>("settings").Pointer,
            plane.Array<LedgerSlot>("ledgers").Pointer);
        _director = new Director(tables, surroundings.NextHops, surroundings.Sink, surroundings.Rules, Now());
        _slots = new SlotTable(
            () => plane.Array<ConnectionSlot>("connections").Span, _director.Rules.FindServer, Now);
    }

    public RuleBook Rules => _director.Rules;

    public IConnectionTable Connections => _slots;

    public long ConnectionCount => _director.ConnectionCount;

    public long TemplateCount => _director.TemplateCount;

    public IReadOnlyList<LvsTableStatus> Tables =>
    [
        new LvsTableStatus
        {
            Name = "connections",
            Used = _director.ConnectionCount + _director.TemplateCount,
            Capacity = _director.Capacity,
            Bytes = (long)_director.Capacity * sizeof(ConnectionSlot),
        },
    ];

    public TrafficCounters Total => Convert(_director.TrafficOfAll());

    public bool IsLocal(InetAddress address) => _surroundings.NextHops.IsLocal(address);

    public void Process(Span<byte> chunk, int start, int length, uint ingressInterface, long now) =>
        _director.Process(chunk, start, length, ingressInterface, Ticks.FromNanoseconds(now));

    public void Apply(in ConnectionEvent change) => _director.ApplyEvent(change.Slot, change.Generation);

    public long Advance(long now)
    {
        if (now >= _nextGauge)
        {
            _nextGauge = now + GaugePeriod;
            DirectorSettings settings = _director.Settings;
            if (NeedsMemory(settings.DropEntry) || NeedsMemory(settings.DropPacket) || NeedsMemory(settings.SecureTcp))
                _director.AvailablePages = MemoryGauge.ReadPages();
        }

        return (long)_director.Advance(Ticks.FromNanoseconds(now)) << Ticks.Shift;
    }

    public void Adopt() => _director.Adopt(Now());

    public void Apply(LvsSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _director.Apply(_director.Settings with
        {
            ExpireNodestConn = settings.ExpireNodestConn == 1,
            ExpireQuiescentTemplate = settings.ExpireQuiescentTemplate == 1,
            ConnReuseMode = settings.ConnReuseMode ?? 1,
            SloppyTcp = settings.SloppyTcp == 1,
            SloppySctp = settings.SloppySctp == 1,
            DropEntry = (DefenceLevel)(settings.DropEntry ?? 0),
            DropPacket = (DefenceLevel)(settings.DropPacket ?? 0),
            SecureTcp = (DefenceLevel)(settings.SecureTcp ?? 0),
            MemoryThreshold = settings.Amemthresh ?? 1024,
            DropRate = settings.AmDroprate ?? 10,
            NatIcmpSend = settings.NatIcmpSend == 1,
            ScheduleIcmp = settings.ScheduleIcmp == 1,
            PmtuDisc = settings.PmtuDisc != 0,
        });
        Rules.Scheduling.LblcExpiration = (uint)(settings.LblcExpiration ?? 86_400);
        Rules.Scheduling.LblcrExpiration = (uint)(settings.LblcrExpiration ?? 86_400);
        _surroundings.SetExpireWithoutDestination(settings.ExpireNodestConn == 1);
    }

    public void Apply(LvsTimeouts timeouts)
    {
        ArgumentNullException.ThrowIfNull(timeouts);
        _director.Apply(_director.Settings with
        {
            Timeouts = new ServiceTimeouts((uint)timeouts.Tcp, (uint)timeouts.TcpFin, (uint)timeouts.Udp),
        });
    }

    public TrafficCounters CountersOf(VirtualService service) => Convert(_director.TrafficOf(service));

    public TrafficCounters CountersOf(RealServer server) => Convert(_director.TrafficOf(server));

    public void ResetCounters(VirtualService? service) => _director.ResetTraffic(service);

    public int Remove(ConnectionMatch match, ref long cursor, int most)
    {
        int removed = 0;
        int at = (int)Math.Max(1, cursor);
        int end = Math.Min(at + most, _director.Capacity + 1);
        for (; at < end; at++)
        {
            if (_slots.TryRead(at, out LvsConnectionRow row) && match(row) && _director.Remove(at, Now()))
                removed++;
        }

        cursor = at > _director.Capacity ? -1 : at;
        return removed;
    }

    public IReadOnlyDictionary<string, long> ReadCounters()
    {
        Dictionary<string, long> counters = [];
        foreach (DirectorReason reason in Enum.GetValues<DirectorReason>())
        {
            string name = reason.ToString();
            counters.Add(char.ToLowerInvariant(name[0]) + name[1..], _director.CountOf(reason));
        }

        return counters;
    }

    private static bool NeedsMemory(DefenceLevel level) => level is DefenceLevel.WhenShort or DefenceLevel.Short;

    private static TrafficCounters Convert(Traffic traffic) => new(
        (long)traffic.Connections, (long)traffic.InPackets, (long)traffic.OutPackets, (long)traffic.InBytes, (long)traffic.OutBytes);

    private static uint Now() => Ticks.FromNanoseconds(System.Diagnostics.Stopwatch.GetTimestamp());

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Size = 64)]
    private struct Bucket;
}
