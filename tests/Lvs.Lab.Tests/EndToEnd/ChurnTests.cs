using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Servers;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Tests.Support;
using Lvs.Tests;

namespace Lvs.Lab.Tests.EndToEnd;

/// <summary>Rules that change while clients ask.</summary>
[Collection(LabCollection.Name)]
public sealed class ChurnTests(LabPool pool)
{
    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task Servers_come_and_are_drained_and_go_without_one_failed_request(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80, "rr", 0, 0));
        string service = mode.Id(family);
        string second = mode.Servers[1].At(family, 80).ToString();
        Task<IReadOnlyList<Answer>> load = lab.Client.FetchTogetherAsync(
            $"http://{mode.At(family)}/wait/5?n=[1-4000]", 20, CancellationToken.None);
        int rounds = 0;
        while (!load.IsCompleted && rounds < 100)
        {
            rounds++;
            await lab.Director.AddServerAsync(service, mode.Server(1, family, 80));
            await Task.Delay(60);
            await lab.Director.EditServerAsync(service, second, new LvsServerPatch { Weight = 0 });
            await Eventually.AsyncTrue(
                async () => (await lab.Director.GetServerAsync(service, second)).ActiveConnections == 0, TimeSpan.FromSeconds(10));

            // An inactive connection may still have its last acknowledgement on the way.
            await Task.Delay(60);
            await lab.Director.RemoveServerAsync(service, second);
        }

        IReadOnlyList<Answer> answers = await load;
        Assert.Equal(4000, answers.Count);
        Assert.True(rounds >= 3, $"only {rounds} rounds of adding and removing");
        Assert.Contains(answers, answer => answer.Server == "rs2");
    }

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task A_server_that_is_removed_and_added_again_keeps_its_download(string name, InetFamily family)
    {
        const long length = 20_000_000;
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80, "rr", 0, 0));
        Task<string> download = lab.Client.DownloadDigestAsync(
            $"http://{mode.At(family)}/bytes/{length}?rate=10000000", CancellationToken.None);
        await Task.Delay(500);
        string server = mode.Servers[0].At(family, 80).ToString();
        Reading before = await Reading.TakeAsync(lab);
        await lab.Director.RemoveServerAsync(mode.Id(family), server);
        await Task.Delay(200);
        Assert.False(download.IsCompleted);
        await lab.Director.AddServerAsync(mode.Id(family), mode.Server(0, family, 80));
        Assert.Equal(ContentPattern.Digest(length), await download);
        Assert.True(await before.SinceAsync("dropGone") > 0, "nothing was dropped while the server was gone");
    }

    [RootFact]
    public async Task A_rule_set_put_again_under_load_disturbs_nobody()
    {
        Mode mode = Mode.Of("nat");
        Testbed lab = await pool.GetAsync(mode);
        LvsVirtualService[] services = [mode.Service(InetFamily.V4, LvsProtocol.Tcp, 80, "wrr")];
        await mode.UseAsync(lab, services);
        Task<IReadOnlyList<Answer>> load = lab.Client.FetchTogetherAsync(
            $"http://{mode.At(InetFamily.V4)}/?n=[1-2000]", 20, CancellationToken.None);
        while (!load.IsCompleted)
        {
            LvsRulePlan plan = await lab.Director.SetRulesAsync(new LvsRules { Services = services });
            Assert.Empty(plan.Changes);
        }

        IReadOnlyList<Answer> answers = await load;
        Assert.Equal(1000, answers.Count(answer => answer.Server == "rs1"));
        Assert.Equal(1000, answers.Count(answer => answer.Server == "rs2"));
    }
}
