using System.Net;
using Lvs.Ipvsadm.Tests.Support;
using Lvs.Lab.Servers;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Topologies;
using Xunit.Abstractions;

namespace Lvs.Ipvsadm.Tests.Seeds;

/// <summary>
/// Traffic flows as the user's documents say when their lines have run: in a lab that has their addresses. Those of seeds 000, 002
/// and 004 no lab can have: they are of machines that the documents do not describe, or placeholders.
/// </summary>
public sealed class SeedTrafficTests(ITestOutputHelper output)
{
    [SeedFact]
    public Task Seed_003_masquerades_by_weights_two_to_three() => RunAsync(
        "003", new NatTopology(), 24..26, NatTopology.Vip003, async lab =>
            Assert.Equal((20, 30, 0), Count(await AskAsync(lab, NatTopology.Vip003, 50))));

    [SeedFact]
    public Task Seed_003_routes_directly_to_two_servers_and_the_director() => RunAsync(
        "003", new DirectRoutingTopology(), 68..72, DirectRoutingTopology.Vip003, async lab =>
            Assert.Equal((10, 20, 20), Count(await AskAsync(lab, DirectRoutingTopology.Vip003, 50))));

    [SeedFact]
    public Task Seed_001_keeps_each_client_at_its_server() => RunAsync(
        "001", new DirectRoutingTopology(), 68..75, DirectRoutingTopology.Vip001, async lab =>
        {
            // rr begins with the server added last.
            Assert.Equal((0, 10, 0), Count(await AskAsync(lab, DirectRoutingTopology.Vip001, 10, client: 0)));
            Assert.Equal((10, 0, 0), Count(await AskAsync(lab, DirectRoutingTopology.Vip001, 10, client: 1)));
            Assert.Equal((0, 5, 0), Count(await AskAsync(lab, DirectRoutingTopology.Vip001, 5, client: 0)));
        });

    private async Task RunAsync(string seed, Topology topology, Range lines, Dual vip, Func<Testbed, Task> check)
    {
        await using Testbed lab = await Testbed.CreateAsync(topology, new TestbedOptions(), CancellationToken.None);
        Dictionary<string, string> environment = new()
        {
            ["LVS_SOCKET"] = lab.Directory.Socket,
            ["PATH"] = PublishedPrograms.Directory + ":" + Environment.GetEnvironmentVariable("PATH"),
        };
        SeedLine[] wanted = [.. SeedFile.Lines(seed).Where(line => line.Number >= lines.Start.Value && line.Number <= lines.End.Value)];
        Assert.Contains(wanted, line => line.Text.Contains($"-A -t {vip.V4}:80", StringComparison.Ordinal));
        foreach (SeedLine line in wanted)
        {
            output.WriteLine(line.Text);
            Shell.Run(["sh", "-c", line.Text], environment: environment).Good();
        }

        await check(lab);
    }

    private static Task<IReadOnlyList<Answer>> AskAsync(Testbed lab, Dual vip, int count, int client = 0) => lab.Client.FetchAsync(
        vip.At(Engine.Addressing.InetFamily.V4, 80), count, 100, IPAddress.Parse(lab.Topology.Clients[client].V4), CancellationToken.None);

    private static (int First, int Second, int Director) Count(IReadOnlyList<Answer> answers) =>
        (Of(answers, "rs1"), Of(answers, "rs2"), Of(answers, "rs3"));

    private static int Of(IReadOnlyList<Answer> answers, string server) => answers.Count(answer => answer.Server == server);
}
