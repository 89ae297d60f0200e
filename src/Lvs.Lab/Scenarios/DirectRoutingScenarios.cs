using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Topologies;

namespace Lvs.Lab.Scenarios;

/// <summary>Direct routing.</summary>
internal static class DirectRoutingScenarios
{
    private static readonly DirectRoutingTopology Topology = new();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Create(
            "dr-local", "seed 003: wrr, weights 1:2, and 2 for the director itself (127.0.0.1)", Local,
            NatScenarios.Both(DirectRoutingTopology.Vip003, 50, Expectation.Exactly(("rs1", 10), ("rs2", 20), ("rs3", 20)))),
        Create(
            "dr-persistent", "seed 001: rr, each client keeps its real server for 120 s", Persistent,
            [
                .. NatScenarios.Both(DirectRoutingTopology.Vip001, 10, Expectation.Exactly(("rs2", 10)), 0, "first client"),
                .. NatScenarios.Both(DirectRoutingTopology.Vip001, 10, Expectation.Exactly(("rs1", 10)), 1, "second client"),
                .. NatScenarios.Both(DirectRoutingTopology.Vip001, 10, Expectation.Exactly(("rs2", 10)), 2, "third client"),
            ]),
        Create(
            "dr-plain", "seed 004: rr, direct routing by default", Plain,
            NatScenarios.Both(DirectRoutingTopology.Vip004, 20, Expectation.Exactly(("rs1", 10), ("rs2", 10)))),
    ];

    private static Scenario Create(
        string name, string title, Func<InetFamily, LvsProtocol, int, LvsVirtualService> service, IEnumerable<Exchange> exchanges) => new()
        {
            Name = name,
            Title = title,
            Topology = Topology,
            AnswersPassDirector = false,
            Services = family => [service(family, LvsProtocol.Tcp, 80), service(family, LvsProtocol.Udp, 53)],
            Exchanges = [.. exchanges],
        };

    private static LvsVirtualService Local(InetFamily family, LvsProtocol protocol, int port) => Rules.Service(
        protocol, DirectRoutingTopology.Vip003, family, port, "wrr",
        [
            Rules.Direct(DirectRoutingTopology.Servers003[0][family], port, 1),
            Rules.Direct(DirectRoutingTopology.Servers003[1][family], port, 2),
            Rules.Direct(family == InetFamily.V6 ? "::1" : "127.0.0.1", port, 2),
        ]);

    private static LvsVirtualService Persistent(InetFamily family, LvsProtocol protocol, int port) => Rules.Service(
        protocol, DirectRoutingTopology.Vip001, family, port, "rr",
        DirectRoutingTopology.Servers001.Select(server => Rules.Direct(server[family], port, 1)), persistence: 120);

    private static LvsVirtualService Plain(InetFamily family, LvsProtocol protocol, int port) => Rules.Service(
        protocol, DirectRoutingTopology.Vip004, family, port, "rr",
        DirectRoutingTopology.Servers004.Select(server => Rules.Direct(server[family], port, 1)));
}
