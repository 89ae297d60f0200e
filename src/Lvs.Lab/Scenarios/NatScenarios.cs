using Lvs.Client;
using Lvs.Lab.Topologies;

namespace Lvs.Lab.Scenarios;

/// <summary>Masquerading.</summary>
internal static class NatScenarios
{
    private static readonly NatTopology Topology = new();

    // With one client that asks, closes and asks again there is never an active connection when the scheduler picks: lc and wlc
    // live by the inactive ones; sed, nq, fo and ovf see idle servers; the hashes and the locality ones see one address.
    private static readonly (string Name, Expectation Expected)[] Schedulers =
    [
        ("rr", Expectation.Exactly(("rs1", 10), ("rs2", 10))),
        ("wrr", Expectation.Exactly(("rs1", 8), ("rs2", 12))),
        ("lc", Expectation.Exactly(("rs1", 10), ("rs2", 10))),
        ("wlc", Expectation.Exactly(("rs1", 8), ("rs2", 12))),
        ("sh", Expectation.OneServer),
        ("dh", Expectation.OneServer),
        ("sed", Expectation.Exactly(("rs2", 20))),
        ("nq", Expectation.Exactly(("rs2", 20))),
        ("lblc", Expectation.OneServer),
        ("lblcr", Expectation.OneServer),
        ("mh", Expectation.OneServer),
        ("fo", Expectation.Exactly(("rs2", 20))),
        ("ovf", Expectation.Exactly(("rs2", 20))),
        ("twos", Expectation.AnyServer),
    ];

    /// <summary>All scenarios.</summary>
    public static IReadOnlyList<Scenario> All { get; } = [Weights(), Ports(), AllSchedulers()];

    private static Scenario Weights() => new()
    {
        Name = "nat-weights",
        Title = "seed 003: wrr, weights 2:3",
        Topology = Topology,
        AnswersPassDirector = true,
        MappedPort = exchange => exchange.Port,
        Services = family =>
        [
            .. new[] { (LvsProtocol.Tcp, 80), (LvsProtocol.Udp, 53) }.Select(kind => Rules.Service(
                kind.Item1, NatTopology.Vip003, family, kind.Item2, "wrr",
                [
                    Rules.Masquerade(NatTopology.Servers003[0][family], kind.Item2, 2),
                    Rules.Masquerade(NatTopology.Servers003[1][family], kind.Item2, 3),
                ])),
        ],
        Exchanges = [.. Both(NatTopology.Vip003, 50, Expectation.Exactly(("rs1", 20), ("rs2", 30)))],
    };

    private static Scenario Ports() => new()
    {
        Name = "nat-ports",
        Title = "seed 002: wrr, with the port mapped (80 to 8080, 53 to 5353)",
        Topology = Topology,
        AnswersPassDirector = true,
        MappedPort = exchange => Mapped(exchange.Port),
        Services = family =>
        [
            .. new[] { (LvsProtocol.Tcp, 80), (LvsProtocol.Udp, 53) }.Select(kind => Rules.Service(
                kind.Item1, NatTopology.Vip002, family, kind.Item2, "wrr",
                NatTopology.Servers002.Select(server => Rules.Masquerade(server[family], Mapped(kind.Item2), 1)))),
        ],
        Exchanges = [.. Both(NatTopology.Vip002, 40, Expectation.Exactly(("rs1", 20), ("rs2", 20)))],
    };

    private static Scenario AllSchedulers() => new()
    {
        Name = "schedulers",
        Title = "every scheduler, weights 2:3, one client asking 20 times",
        Topology = Topology,
        AnswersPassDirector = true,
        MappedPort = exchange => exchange.Port,
        Services = family =>
        [
            .. Schedulers.Select((scheduler, index) => Rules.Service(
                LvsProtocol.Tcp, NatTopology.Vip003, family, NatTopology.SchedulerPort + index, scheduler.Name,
                [
                    Rules.Masquerade(NatTopology.Servers003[0][family], NatTopology.SchedulerPort + index, 2),
                    Rules.Masquerade(NatTopology.Servers003[1][family], NatTopology.SchedulerPort + index, 3),
                ])),
        ],
        Exchanges =
        [
            .. Schedulers.Select((scheduler, index) => new Exchange
            {
                Protocol = LvsProtocol.Tcp,
                Vip = NatTopology.Vip003,
                Port = NatTopology.SchedulerPort + index,
                Count = 20,
                Expected = scheduler.Expected,
                Label = scheduler.Name,
            }),
        ],
    };

    private static int Mapped(int port) => port == 80 ? 8080 : 5353;

    /// <summary>The same question over TCP to port 80 and over UDP to port 53.</summary>
    internal static IEnumerable<Exchange> Both(Dual vip, int count, Expectation expected, int client = 0, string? label = null) =>
    [
        new Exchange
        {
            Protocol = LvsProtocol.Tcp, Vip = vip, Port = 80, Count = count, Expected = expected, Client = client, Label = label,
        },
        new Exchange
        {
            Protocol = LvsProtocol.Udp, Vip = vip, Port = 53, Count = count, Expected = expected, Client = client, Label = label,
        },
    ];
}
