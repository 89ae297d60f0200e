using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Service.Directors;

namespace Lvs.Service.Tests.Fakes;

/// <summary>A real rule book with counters that tests set.</summary>
internal sealed class MemoryDirector : IDirector
{
    public static readonly InetAddress OwnAddress = InetAddress.Parse("10.9.9.9");

    private readonly Dictionary<RealServer, TrafficCounters> _counters = [];

    public RuleBook Rules { get; } = new(new QuietDataPlane(), address => address == OwnAddress, 4096, 65536);

    public LvsSettings? Settings { get; private set; }

    public LvsTimeouts? Timeouts { get; private set; }

    public TrafficCounters Total => Sum(Rules.Services.SelectMany(service => service.Servers));

    public bool IsLocal(InetAddress address) => address == OwnAddress;

    public void Apply(LvsSettings settings) => Settings = settings;

    public void Apply(LvsTimeouts timeouts) => Timeouts = timeouts;

    public TrafficCounters CountersOf(VirtualService service) => Sum(service.Servers);

    public TrafficCounters CountersOf(RealServer server) => _counters.GetValueOrDefault(server);

    public void Count(RealServer server, TrafficCounters counters) => _counters[server] = CountersOf(server) + counters;

    public void ResetCounters(VirtualService? service)
    {
        foreach (RealServer server in _counters.Keys.Where(server => service is null || server.Service == service).ToArray())
            _counters.Remove(server);
    }

    private TrafficCounters Sum(IEnumerable<RealServer> servers) =>
        servers.Aggregate(default(TrafficCounters), (sum, server) => sum + CountersOf(server));
}
