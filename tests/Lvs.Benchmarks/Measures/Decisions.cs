using System.Diagnostics;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Micro;
using Lvs.Benchmarks.Reports;

namespace Lvs.Benchmarks.Measures;

/// <summary>P5 and P6 in short: what the micro-benchmarks measure with more patience (see Micro/).</summary>
internal sealed class Decisions : IMeasure
{
    private const int Picks = 200_000;
    private const int Packets = 200_000;

    // The runtime compiles what is called often anew, twice, each time when it was quiet for 100 ms.
    private const int Compilations = 3;
    private static readonly TimeSpan Compiling = TimeSpan.FromMilliseconds(150);

    public string Title => "decisions in C#";

    public IReadOnlyList<string> Gives => ["P5", "P6"];

    public async Task RunAsync(Site site, Report report, CancellationToken cancellation)
    {
        foreach (string scheduler in SchedulerPick.Names)
            await PicksAsync(site, report, scheduler, cancellation);
        using FirstPackets first = new();
        first.Open(Packets);
        long allocated = 0;
        Rounds rounds = await Rounds.TakeAsync(
            site.Options.Rounds,
            [("first", () =>
            {
                first.Clear();
                allocated = GC.GetAllocatedBytesForCurrentThread();
                double rate = Rate(Packets, () => first.Open(Packets));
                allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
                return Task.FromResult(rate);
            })],
            cancellation);
        report.Add(new Figure("P6", "first packets through the Director, no I/O", "LvsPS NAT", rounds.Median("first"), "packets/s")
        {
            Rounds = rounds.Of("first"),
            Target = "≥ 1,000,000",
            Met = rounds.Median("first") >= 1e6,
        });
        report.Add(new Figure("P6", "allocated by it", "LvsPS NAT", allocated / Packets, "bytes a packet")
        {
            Target = "0",
            Met = allocated < Packets,
        });
    }

    private static async Task PicksAsync(Site site, Report report, string scheduler, CancellationToken cancellation)
    {
        int[] sizes = [3, 1000, 10_000];
        List<(string Name, Func<Task<double>> Measure)> contestants = [];
        foreach (int servers in sizes)
        {
            SchedulerPick pick = new() { Scheduler = scheduler, Servers = servers };
            pick.Prepare();
            contestants.Add(($"{servers}", () => Task.FromResult(1e9 / Rate(Picks, () => Pick(pick)))));
        }

        for (int i = 0; i < Compilations; i++)
        {
            await Rounds.TakeAsync(1, contestants, cancellation);
            await Task.Delay(Compiling, cancellation);
        }

        Rounds rounds = await Rounds.TakeAsync(site.Options.Rounds, contestants, cancellation);

        // From 3 to 10,000 the logarithm grows 8.4 times, and a walk 3,333 times. A few ns at 3 are a loop unrolled, no measure.
        double most = 10 * Math.Max(rounds.Median("3"), 15);
        foreach (int servers in sizes)
        {
            double time = rounds.Median($"{servers}");
            double? limit = servers switch { 1000 => 100, 10_000 => most, _ => null };
            report.Add(new Figure("P5", $"pick and index update, {servers:N0} real servers", scheduler, time, "ns")
            {
                Rounds = rounds.Of($"{servers}"),
                Target = limit is null ? null : $"≤ {limit:F0} ns" + (servers == 1000 ? "" : ", logarithmic"),
                Met = limit is null ? null : time <= limit,
            });
        }
    }

    private static void Pick(SchedulerPick pick)
    {
        for (int i = 0; i < Picks; i++)
            pick.Indexed();
    }

    private static double Rate(int times, Action action)
    {
        long started = Stopwatch.GetTimestamp();
        action();
        return times / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
