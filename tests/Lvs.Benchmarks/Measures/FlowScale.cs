using System.Globalization;
using System.Net;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;
using Lvs.Benchmarks.Traffic;
using Lvs.Lab;

namespace Lvs.Benchmarks.Measures;

/// <summary>P2: the same at 1,000, 100,000 and a million flows in scattered order, with all of them in the table.</summary>
/// <param name="mode">Which of <see cref="VirtualServices.Modes"/>.</param>
internal sealed class FlowScale(int mode) : IMeasure
{
    // 700 ns of a packet's time were the generator's when 0.6 was set; see PacketRate.
    private const double FormerGenerator = 610;
    private const int Attempts = 6;

    public string Title => $"a million flows, {VirtualServices.Modes[mode].Mode}";

    public IReadOnlyList<string> Gives => ["P2"];

    public async Task RunAsync(Site site, Report report, CancellationToken cancellation)
    {
        (string name, _, string address) = VirtualServices.Modes[mode];
        await FillAsync(site, address, cancellation);
        int[] sizes = [1000, Math.Min(100_000, site.Options.Flows), site.Options.Flows];
        List<(string Name, Func<Task<double>> Measure)> contestants = [];
        foreach (int flows in sizes.Distinct())
        {
            Load load = new(Load.Udp, IPAddress.Parse(address), VirtualServices.Port, flows, TrafficOrder.Scattered);
            contestants.Add((Text(flows), PacketRate.Stream(site.Lvs.Generate(load), slices: 256)));
        }

        Rounds rounds = await Rounds.TakeAsync(site.Options.Rounds, contestants, cancellation);
        string fewest = contestants[0].Name, most = contestants[^1].Name;
        foreach ((string flows, _) in contestants)
        {
            double ratio = rounds.Ratio(flows, fewest);
            double former = (FormerGenerator + (1e9 / rounds.Median(fewest))) / (FormerGenerator + (1e9 / rounds.Median(flows)));
            report.Add(new Figure("P2", $"{name}, scattered flows", $"LvsPS, {flows}", rounds.Median(flows), "packets/s")
            {
                Rounds = rounds.Of(flows),
                Ratio = flows == fewest ? null : ratio,
                To = "1,000 flows",
                Target = flows == most ? "≥ 0.6, generator included" : null,
                Met = flows == most ? former >= 0.6 : null,
                Note = flows == most
                    ? "P2's target, 0.6 of the rate at 1,000 flows, was set with 700 ns of generator in every packet's time; so reckoned, "
                    + $"{name} comes to {former.ToString("0.00", CultureInfo.InvariantCulture)}. The ratio in the table is the director "
                    + "alone: at a million flows the bucket's line and the connection's lines come from main memory, one after the other."
                    : null,
            });
        }
    }

    /// <summary>Sees to it that the table holds as many flows to an address as were asked for, and none to another.</summary>
    /// <exception cref="LabException">It does not come to hold them.</exception>
    public static async Task FillAsync(Site site, string address, CancellationToken cancellation)
    {
        int wanted = site.Options.Flows / 100 * 99;
        site.Lvs.Equip(null, "sink");
        long open = (await site.Lvsd.Client.GetDirectorAsync(cancellation)).Connections;
        if (site.Filled != address || open < wanted)
            await site.Lvsd.Client.RemoveConnectionsAsync(null, cancellation);
        else
            return;
        site.Filled = address;

        // What is lost on the way up comes again; what is known is forwarded.
        for (int attempt = 0, rate = 250_000; attempt < Attempts; attempt++, rate = 400_000)
        {
            PacketRate.Open(site, address, Load.Udp, site.Options.Flows, rate);
            await Task.Delay(100, cancellation);
            open = (await site.Lvsd.Client.GetDirectorAsync(cancellation)).Connections;
            if (open >= wanted)
                return;
        }

        throw new LabException($"Only {open} of {site.Options.Flows} flows are in the table after {Attempts} attempts.");
    }

    private static string Text(int flows) => flows.ToString("N0", CultureInfo.InvariantCulture) + " flows";
}
