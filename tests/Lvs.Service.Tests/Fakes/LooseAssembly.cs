using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Service.Directors;
using Lvs.Xdp;

namespace Lvs.Service.Tests.Fakes;

/// <summary>A director on the real forwarder that keeps rules and lets every packet fall.</summary>
internal sealed class LooseAssembly(ForwarderSurroundings surroundings) : IDirectorAssembly
{
    public RuleBook Rules { get; } = new(surroundings.Rules, surroundings.NextHops.IsLocal, 1000, surroundings.Plane.MaxServers - 1);

    public IConnectionTable Connections { get; } = new MemoryConnectionTable { Count = 100, Make = Samples.Row };

    public TrafficCounters Total => default;

    public long ConnectionCount => 100;

    public long TemplateCount => 10;

    public IReadOnlyList<LvsTableStatus> Tables =>
        [new LvsTableStatus { Name = "connections", Used = 100, Capacity = surroundings.Plane.Capacity - 1 }];

    public bool AdoptedRules { get; private set; }

    public void Adopt() => AdoptedRules = Rules.Services.Count > 0;

    public bool IsLocal(InetAddress address) => surroundings.NextHops.IsLocal(address);

    public void Apply(LvsSettings settings)
    {
    }

    public void Apply(LvsTimeouts timeouts)
    {
    }

    public TrafficCounters CountersOf(VirtualService service) => default;

    public TrafficCounters CountersOf(RealServer server) => default;

    public void ResetCounters(VirtualService? service)
    {
    }

    public int Remove(ConnectionMatch match, ref long cursor, int most)
    {
        int removed = 0;
        for (long end = Math.Min(100, cursor + 30); cursor < end; cursor++)
        {
            if (match(Samples.Row(cursor)))
                removed++;
        }

        cursor = cursor == 100 ? -1 : cursor;
        return removed;
    }

    public IReadOnlyDictionary<string, long> ReadCounters() => new Dictionary<string, long> { ["decided"] = 3, ["forwardedIn"] = 2 };

    public void Process(Span<byte> chunk, int start, int length, uint ingressInterface, long now)
    {
    }

    public void Apply(in ConnectionEvent change)
    {
    }

    public long Advance(long now) => long.MaxValue;
}
