using Lvs.Engine.Addressing;
using Lvs.Lab.Scenarios;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Tests.Support;
using Lvs.Tests;

namespace Lvs.Lab.Tests.EndToEnd;

/// <summary>Every scenario of the lab in every family: distribution, source address, destination, the answers' way, packets.</summary>
[Collection(LabCollection.Name)]
public sealed class ScenarioTests(LabPool pool)
{
    public static TheoryData<string, InetFamily> All()
    {
        TheoryData<string, InetFamily> data = [];
        foreach (Scenario scenario in ScenarioCatalog.All)
        {
            data.Add(scenario.Name, InetFamily.V4);
            data.Add(scenario.Name, InetFamily.V6);
        }

        return data;
    }

    [RootTheory]
    [MemberData(nameof(All))]
    public async Task Keeps_its_promises(string name, InetFamily family)
    {
        Scenario scenario = ScenarioCatalog.Select([name])[0];
        Testbed lab = await pool.GetAsync(Mode.Of(scenario.Topology.Name));
        ScenarioRunner runner = new(lab);
        await runner.ApplyAsync(scenario, CancellationToken.None);
        foreach (ScenarioReport report in await runner.RunAsync(scenario, family, CancellationToken.None))
            Assert.True(report.Passed, report.ToString());
    }
}
