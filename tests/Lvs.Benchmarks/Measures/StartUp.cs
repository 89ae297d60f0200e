using System.Diagnostics;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;
using Lvs.Lab.Testbeds;

namespace Lvs.Benchmarks.Measures;

/// <summary>P10: lvsd as it is published, from its start to its first answer, and its memory when it has nothing to do.</summary>
internal sealed class StartUp : IMeasure
{
    // As small as a table can sensibly be: P10 leaves the table out.
    private const int Connections = 4096;

    public string Title => "lvsd's start";

    public IReadOnlyList<string> Gives => ["P10"];

    public async Task RunAsync(Site site, Report report, CancellationToken cancellation)
    {
        await site.StopLvsdAsync(cancellation);
        List<double> memory = [];
        Rounds rounds = await Rounds.TakeAsync(
            site.Options.Rounds,
            [("lvsd", async () =>
            {
                await using Lvsd lvsd = site.Prepare(Connections);
                long started = Stopwatch.GetTimestamp();
                await lvsd.StartAsync(cancellation);
                double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                await Task.Delay(1000, cancellation);
                memory.Add(ProcessMemory.WithoutTables(lvsd.Process!.Id) / 1e6);
                await lvsd.StopAsync();
                (await lvsd.DetachAsync(cancellation)).EnsureSuccess();
                return seconds;
            })],
            cancellation);
        string what = Publication.IsUsed ? "lvsd, published" : "lvsd, as built";
        report.Add(new Figure("P10", "start to first answer", what, rounds.Median("lvsd"), "s")
        {
            Rounds = rounds.Of("lvsd"),
            Target = "≤ 0.4 s",
            Met = rounds.Median("lvsd") <= 0.4,
        });
        double megabytes = Rounds.MedianOf(memory);
        report.Add(new Figure("P10", "memory when idle", what, megabytes, "MB")
        {
            Rounds = memory,
            Target = "≤ 60 MB",
            Met = megabytes <= 60,
        });
        await site.StartLvsdAsync(cancellation);
    }
}
