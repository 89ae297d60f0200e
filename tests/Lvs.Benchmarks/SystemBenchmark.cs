using System.Diagnostics;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Measures;
using Lvs.Benchmarks.Reports;
using Lvs.Benchmarks.Traffic;
using Lvs.Lab;
using Lvs.Lab.Processes;

namespace Lvs.Benchmarks;

/// <summary>Runs the measures one after the other and writes the report.</summary>
internal static class SystemBenchmark
{
    // The start comes before the rule sets: lvsd remembers real servers that were removed, and a start with 100,000 of those is another.
    private static readonly IMeasure[] Measures =
    [
        new Decisions(), new StartUp(), new PacketRate(), new FlowScale(0), new FullTable(), new UnderLoad(), new FlowScale(1),
        new FlowScale(2), new NewConnections(), new WebRequests(), new RuleImport(),
    ];

    /// <summary>Runs all that was asked for.</summary>
    /// <returns>0, or 2 when the command line was wrong or the machine has not what it takes.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        using CancellationTokenSource interrupted = new();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            interrupted.Cancel();
        };
        try
        {
            SystemOptions options = SystemOptions.Parse(arguments);
            await Requirements.EnsureAsync(interrupted.Token);
            await Peers.InstallAsync(interrupted.Token);
            await MeasureAsync(options, interrupted.Token);
            return 0;
        }
        catch (Exception error) when (error is ArgumentException or LabException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 2;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    private static async Task MeasureAsync(SystemOptions options, CancellationToken cancellation)
    {
        Report report = new() { Added = static figure => Console.Error.WriteLine(Line(figure)) };
        await Publication.MakeAsync(cancellation);
        Priority.Raise();
        await using (Site site = await Site.BuildAsync(options, cancellation))
        {
            foreach (IMeasure measure in Measures.Where(one => options.Only.Count == 0 || one.Gives.Any(options.Only.Contains)))
            {
                long started = Stopwatch.GetTimestamp();
                await measure.RunAsync(site, report, cancellation);
                await Console.Error.WriteLineAsync($"-- {measure.Title}: {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
            }
        }

        await WriteAsync(report, options, cancellation);
    }

    private static async Task WriteAsync(Report report, SystemOptions options, CancellationToken cancellation)
    {
        Console.WriteLine(TextTable.Write(report));
        if (options.Json is { } json)
            await File.WriteAllTextAsync(json, ReportJson.Write(report), cancellation);
        if (options.Chart is { } chart)
            await File.WriteAllTextAsync(chart, Chart.Draw(report), cancellation);
    }

    private static string Line(Figure figure) =>
        $"{figure.Measure} {figure.What}, {figure.Contestant}: {TextTable.Number(figure.Value)} {figure.Unit}";
}
