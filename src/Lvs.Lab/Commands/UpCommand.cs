using Lvs.Engine.Addressing;
using Lvs.Lab.Processes;
using Lvs.Lab.Scenarios;
using Lvs.Lab.Testbeds;

namespace Lvs.Lab.Commands;

/// <summary><c>up SCENARIO [--as LAB]</c>: builds the scenario's lab, loads its rules, and leaves it standing.</summary>
internal static class UpCommand
{
    /// <summary>Builds and explains.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (arguments is not ([_] or [_, "--as", _]))
            throw new LabException("up takes one scenario; see them with 'list'. Name the lab otherwise with --as LAB.");
        Scenario scenario = ScenarioCatalog.Select([arguments[0]])[0];
        string id = arguments.Count > 1 ? arguments[2] : scenario.Topology.Name;
        if (id.Length is 0 or > 64 || id.Any(static letter => !char.IsAsciiLetterOrDigit(letter) && letter != '-'))
            throw new LabException($"'{id}' is no name for a lab; use letters, digits and dashes, 64 at most.");
        await Requirements.EnsureAsync(cancellation);
        await TestbedDirectory.SweepAsync();
        Testbed testbed = await Testbed.CreateAsync(
            scenario.Topology, new TestbedOptions { Id = id, Standing = true }, cancellation);
        try
        {
            await new ScenarioRunner(testbed).ApplyAsync(scenario, cancellation);
        }
        catch
        {
            await testbed.DisposeAsync();
            throw;
        }

        testbed.Leave();
        Explain(scenario, testbed);
        return 0;
    }

    private static void Explain(Scenario scenario, Testbed testbed)
    {
        Exchange exchange = scenario.Exchanges[0];
        string prefix = testbed.Directory.NamespacePrefix;
        Console.WriteLine($"""
            {scenario.Topology.Title}, {scenario.Title}
            {scenario.Topology.Picture}

            Ask as the client:       ip netns exec {prefix}client curl -s http://{exchange.Vip.At(InetFamily.V4, exchange.Port)}/
            and over IPv6:           ip netns exec {prefix}client curl -s http://{exchange.Vip.At(InetFamily.V6, exchange.Port)}/
            See who is connected:    curl -s --unix-socket {testbed.Directory.Socket} http://lvsd/v1/connections
            See the rules:           curl -s --unix-socket {testbed.Directory.Socket} http://lvsd/v1/rules
            Talk to this lvsd:       export LVS_SOCKET={testbed.Directory.Socket}
            Look at the wire:        ip netns exec {prefix}rs1 tcpdump -ni eth0
            Read the logs:           {testbed.Directory.Log("lvsd")}
            Take it down:            dotnet run --project src/Lvs.Lab -- down
            """);
    }
}
