using System.Diagnostics;
using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Processes;
using Lvs.Lab.Scenarios;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Topologies;

namespace Lvs.Lab.Commands;

/// <summary><c>run [SCENARIO…]</c>: builds the labs, runs the scenarios in both families, reports, and leaves nothing.</summary>
internal static class RunCommand
{
    /// <summary>Runs; 0 when every promise was kept, else 1.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        IReadOnlyList<Scenario> scenarios = ScenarioCatalog.Select(arguments);
        await Requirements.EnsureAsync(cancellation);
        foreach (string id in await TestbedDirectory.SweepAsync())
            Console.WriteLine($"Removed what the lab {id} had left behind.");

        long started = Stopwatch.GetTimestamp();
        int kept = 0;
        List<string> broken = [];
        foreach (IGrouping<Topology, Scenario> group in scenarios.GroupBy(scenario => scenario.Topology))
            kept += await RunLabAsync(group.Key, [.. group], broken, cancellation);

        Console.WriteLine(
            $"{scenarios.Count} scenarios in both families: {kept} promises kept, {broken.Count} broken, "
            + $"in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s.");
        foreach (string line in broken)
            Console.WriteLine("  FAIL  " + line);
        return broken.Count == 0 ? 0 : 1;
    }

    private static async Task<int> RunLabAsync(
        Topology topology, IReadOnlyList<Scenario> scenarios, List<string> broken, CancellationToken cancellation)
    {
        int kept = 0;
        Console.WriteLine($"== {topology.Title}\n{topology.Picture}");
        await using Testbed testbed = await Testbed.CreateAsync(topology, new TestbedOptions(), cancellation);
        Console.WriteLine(await DescribeAsync(testbed, cancellation) + "\n");
        ScenarioRunner runner = new(testbed);
        foreach (Scenario scenario in scenarios)
        {
            await runner.ApplyAsync(scenario, cancellation);
            foreach (InetFamily family in new[] { InetFamily.V4, InetFamily.V6 })
            {
                foreach (ScenarioReport report in await runner.RunAsync(scenario, family, cancellation))
                {
                    Console.WriteLine(report);
                    kept += report.Promises.Count(promise => promise.Kept);
                    broken.AddRange(report.Promises.Where(promise => !promise.Kept).Select(promise =>
                        $"{scenario.Name} IPv{(int)family} {report.Protocol}, "
                        + $"{promise.Subject}: {promise.Observed}; promised: {promise.Expected}"));
                }
            }
        }

        if (broken.Count > 0)
            Console.WriteLine($"The end of lvsd's log:\n{testbed.Lvsd.Process?.LogTail(20)}");
        IReadOnlyList<string> left = await testbed.DetachAsync(cancellation);
        await testbed.DisposeAsync();
        left = [.. left, .. testbed.Directory.Leftovers()];
        broken.AddRange(left.Select(thing => $"{topology.Name}: left behind: {thing}"));
        string verdict = left.Count == 0 ? "PASS  taken down   nothing left" : "FAIL  taken down   left: " + string.Join(", ", left);
        Console.WriteLine($"  {verdict}\n");
        return left.Count == 0 ? kept + 1 : kept;
    }

    private static async Task<string> DescribeAsync(Testbed testbed, CancellationToken cancellation)
    {
        LvsDirectorStatus status = await testbed.Director.GetDirectorAsync(cancellation);
        string devices = string.Join(", ", status.Interfaces.Select(device => $"{device.Name} ({device.XdpMode} XDP)"));
        string decapsulation = testbed.Decapsulation is { } way ? $"; the real servers decapsulate by {way}" : "";
        return $"lvsd {status.Version} on Linux {status.Kernel}: {devices}{decapsulation}.";
    }
}
