using System.Net;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;
using Lvs.Benchmarks.Traffic;

namespace Lvs.Benchmarks.Measures;

/// <summary>P3: new TCP connections, from the SYN to the first byte back, and datagrams that are each scheduled anew.</summary>
internal sealed class NewConnections : IMeasure
{
    private const int AtOnce = 128;
    private const int Flows = 4_000_000;
    private readonly Dictionary<Lane, uint> _next = [];

    public string Title => "new connections";

    public IReadOnlyList<string> Gives => ["P3"];

    public async Task RunAsync(Site site, Report report, CancellationToken cancellation)
    {
        await site.Lvsd.Client.RemoveConnectionsAsync(null, cancellation);
        site.Filled = null;
        using ConntrackRoom room = new();
        await TcpAsync(site, report, cancellation);
        await DatagramsAsync(site, report, cancellation);
    }

    private async Task TcpAsync(Site site, Report report, CancellationToken cancellation)
    {
        foreach (Lane lane in site.Lanes)
            lane.Equip("dial", "answer");
        Load load = new(Load.Tcp, IPAddress.Parse(Lane.VirtualAddress), VirtualServices.Port, Flows) { Flags = Load.Syn, Window = AtOnce };
        Rounds rounds = await Rounds.TakeAsync(
            site.Options.Rounds,
            [
                ("nftables DNAT", Serve(site, site.Nftables, load, static tally => tally.Served)),
                ("HAProxy", Serve(site, site.Haproxy, load, static tally => tally.Served)),
                ("nginx stream", Serve(site, site.Nginx, load, static tally => tally.Served)),
                ("LvsPS NAT", Serve(site, site.Lvs, load, static tally => tally.Served)),
            ],
            cancellation);
        foreach (string peer in new[] { "nftables DNAT", "HAProxy", "nginx stream" })
            report.Add(new Figure("P3", "new TCP connections", peer, rounds.Median(peer), "connections/s") { Rounds = rounds.Of(peer) });
        AddOwn(report, rounds, "new TCP connections", "connections/s");
        double gain = rounds.Ratio("LvsPS NAT", "HAProxy");
        report.Add(new Figure("P3", "new TCP connections: against HAProxy", "LvsPS NAT", gain, "times")
        {
            Target = "≥ 3",
            Met = gain >= 3,
        });
    }

    private async Task DatagramsAsync(Site site, Report report, CancellationToken cancellation)
    {
        foreach (Lane lane in site.Lanes)
            lane.Equip(null, "sink");
        Load load = new(Load.Udp, IPAddress.Parse(Lane.VirtualAddress), VirtualServices.Port, Flows) { Window = AtOnce };
        Load onePacket = load with { Server = IPAddress.Parse(VirtualServices.OnePacketAddress) };
        Rounds rounds = await Rounds.TakeAsync(
            site.Options.Rounds,
            [
                ("nftables DNAT", Serve(site, site.Nftables, load, static tally => tally.Packets)),
                ("LvsPS NAT", Serve(site, site.Lvs, onePacket, static tally => tally.Packets)),
            ],
            cancellation);
        report.Add(new Figure("P3", "one-packet UDP", "nftables DNAT", rounds.Median("nftables DNAT"), "packets/s")
        {
            Rounds = rounds.Of("nftables DNAT"),
        });
        AddOwn(report, rounds, "one-packet UDP", "packets/s");
    }

    private Func<Task<double>> Serve(Site site, Lane lane, Load load, Func<TrafficTally, ulong> count) => () =>
    {
        Generator generator = lane.Generate(load);
        lane.Traffic.Plan.Next = _next.GetValueOrDefault(lane);
        (TrafficTally tally, TimeSpan time) = generator.Serve(site.Options.Round);
        _next[lane] = lane.Traffic.Plan.Next;
        return Task.FromResult(count(tally) / time.TotalSeconds);
    };

    private static void AddOwn(Report report, Rounds rounds, string what, string unit)
    {
        double ratio = rounds.Ratio("LvsPS NAT", "nftables DNAT");
        report.Add(new Figure("P3", what, "LvsPS NAT", rounds.Median("LvsPS NAT"), unit)
        {
            Rounds = rounds.Of("LvsPS NAT"),
            Ratio = ratio,
            To = "nftables DNAT",
            Target = "≥ 0.8",
            Met = ratio >= 0.8,
        });
    }
}
