using System.Net;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;
using Lvs.Benchmarks.Traffic;

namespace Lvs.Benchmarks.Measures;

/// <summary>P1: packets a second through an established flow, each mode, beside a bare redirect, the kernel and nftables.</summary>
internal sealed class PacketRate : IMeasure
{
    public const int Slices = 128;
    private const int Flows = 1000;
    private const string Floor = "XDP redirect, bare";
    private const string Nftables = "nftables DNAT";

    // The plan of measures set its targets with a generator that cost 700 ns a packet in all figures, redirect included 870:
    // 0.85 of the floor is the floor and 153 ns more.
    private const double AboveFloor = 153;

    public string Title => "packets through established flows";

    public IReadOnlyList<string> Gives => ["P1"];

    public async Task RunAsync(Site site, Report report, CancellationToken cancellation)
    {
        foreach (Lane lane in site.Lanes)
            lane.Equip("sink", "sink");
        await MeasureAsync(site, report, Load.Udp, "UDP", cancellation);
        await MeasureAsync(site, report, Load.Tcp, "TCP", cancellation);
    }

    /// <summary>What a stream makes, in packets a second.</summary>
    public static Func<Task<double>> Stream(Generator generator, int slices = Slices) => () =>
    {
        generator.Prepare();
        Throughput result = generator.Run(slices);
        return Task.FromResult(result.Arrived > 0.9 ? result.PerSecond : double.NaN);
    };

    /// <summary>Opens a mode's flows at a rate that loses none.</summary>
    public static void Open(Site site, string address, byte protocol, int flows, int rate = 100_000)
    {
        Load load = new(protocol, IPAddress.Parse(address), VirtualServices.Port, flows) { Rate = rate, Flags = Load.Syn };
        Generator generator = site.Lvs.Generate(load);
        generator.Within(() =>
        {
            generator.Send((uint)flows);
            return true;
        });
    }

    private static async Task MeasureAsync(Site site, Report report, byte protocol, string name, CancellationToken cancellation)
    {
        Load direct = new(protocol, IPAddress.Parse(Lane.ServerAddress), VirtualServices.ServerPort, Flows);
        Load through = new(protocol, IPAddress.Parse(Lane.VirtualAddress), VirtualServices.Port, Flows);
        List<(string Name, Func<Task<double>> Measure)> contestants =
        [
            (Floor, Stream(site.Floor.Generate(direct))),
            ("kernel forwarding", Stream(site.Forwarding.Generate(direct))),
        ];

        // It would want a handshake first: to its connection tracking a stream of acknowledgements is invalid.
        if (protocol == Load.Udp)
            contestants.Add((Nftables, Stream(site.Nftables.Generate(through))));
        foreach ((string mode, _, string address) in VirtualServices.Modes)
        {
            Open(site, address, protocol, Flows);
            contestants.Add(($"LvsPS {mode}", Stream(site.Lvs.Generate(through with { Server = IPAddress.Parse(address) }))));
        }

        Load reply = direct with { Order = TrafficOrder.Reply };
        contestants.Add(("LvsPS NAT, replies", Stream(site.Lvs.Generate(reply))));
        Rounds rounds = await Rounds.TakeAsync(site.Options.Rounds, contestants, cancellation);
        foreach ((string contestant, _) in contestants)
            Add(report, rounds, $"{name}, 1,000 flows", contestant);
    }

    private static void Add(Report report, Rounds rounds, string what, string contestant)
    {
        bool own = contestant.StartsWith("LvsPS", StringComparison.Ordinal);
        bool replies = contestant.EndsWith("replies", StringComparison.Ordinal);
        double above = (1e9 / rounds.Median(contestant)) - (1e9 / rounds.Median(Floor));
        Figure figure = new("P1", what, contestant, rounds.Median(contestant), "packets/s")
        {
            Rounds = rounds.Of(contestant),
            Ratio = contestant == Floor ? null : rounds.Ratio(contestant, Floor),
            To = "the redirect",
            Note = own
                ? "P1's target, 0.85 of the redirect, was set where the generator took 700 ns of every packet's time, which allows 153 ns "
                + "above the redirect. This generator's own time is not 100 ns, so that the ratio shows the director alone."
                : null,
        };
        report.Add(figure with
        {
            Target = own ? "≥ 0.85, or ≤ 153 ns more" : null,
            Met = own ? figure.Ratio >= 0.85 || above <= AboveFloor : null,
        });
        if (contestant != Floor)
            report.Add(new Figure("P1", what + ": above the redirect", contestant, above, "ns a packet"));
        if (own && !replies && rounds.Has(Nftables))
        {
            double gain = rounds.Ratio(contestant, Nftables);
            report.Add(new Figure("P1", what + ": against nftables", contestant, gain, "times") { Target = "≥ 2.8", Met = gain >= 2.8 });
        }
    }
}
