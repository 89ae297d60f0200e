using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Processes;
using Lvs.Lab.Servers;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Tests.Support;
using Lvs.Tests;

namespace Lvs.Lab.Tests.EndToEnd;

/// <summary>lvsd is killed, stopped and started again while clients use the director.</summary>
[Collection(LabCollection.Name)]
public sealed class SurvivalTests(LabPool pool)
{
    private const long Length = 30_000_000;

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task A_download_survives_kill_9_and_the_next_start_adopts_everything(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await StartAfreshAsync(lab);
        await mode.UseAsync(
            lab, mode.Service(family, LvsProtocol.Tcp, 80, "rr", persistence: 300), mode.Service(family, LvsProtocol.Udp, 53, "wrr"));
        Answer sticky = Assert.Single(await lab.Client.FetchAsync(mode.At(family), 1, 100, null, CancellationToken.None));
        await lab.Client.AskAsync(mode.At(family, 53), 4, 100, null, CancellationToken.None);
        Task<string> download = lab.Client.DownloadDigestAsync(
            $"http://{mode.At(family)}/bytes/{Length}?rate=10000000", CancellationToken.None);
        await Task.Delay(400);

        Picture before = await Picture.TakeAsync(lab.Director);
        await lab.Lvsd.KillAsync();
        await Task.Delay(500);
        Assert.False(download.IsCompleted, "the download was over before lvsd was killed for a while");
        LvsDirectorStatus status = await lab.Lvsd.StartAsync(CancellationToken.None);
        Assert.True(status.Adopted);
        Picture after = await Picture.TakeAsync(lab.Director);
        after.AssertContinues(before);

        Assert.Equal(ContentPattern.Digest(Length), await download);
        Answer again = Assert.Single(await lab.Client.FetchAsync(mode.At(family), 1, 100, null, CancellationToken.None));
        Assert.Equal(sticky.Server, again.Server);
    }

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task SIGTERM_ends_lvsd_within_two_seconds_and_leaves_the_data_plane(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await StartAfreshAsync(lab);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80));
        Task<string> download = lab.Client.DownloadDigestAsync(
            $"http://{mode.At(family)}/bytes/{Length}?rate=15000000", CancellationToken.None);
        await Task.Delay(300);
        Picture before = await Picture.TakeAsync(lab.Director);
        TimeSpan time = await lab.Lvsd.StopAsync();
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Equal(ContentPattern.Digest(Length), await download);
        Assert.True((await lab.Lvsd.StartAsync(CancellationToken.None)).Adopted);
        (await Picture.TakeAsync(lab.Director)).AssertContinues(before);
    }

    [RootFact]
    public async Task SIGHUP_ends_nothing()
    {
        Testbed lab = await pool.GetAsync(Mode.Of("nat"));
        const int hangUp = 1;
        int process = (await lab.Director.GetDirectorAsync()).ProcessId;
        lab.Lvsd.Process!.Signal(hangUp);
        await Task.Delay(300);
        Assert.Equal(process, (await lab.Director.GetDirectorAsync()).ProcessId);
    }

    [RootFact]
    public async Task A_client_that_comes_while_lvsd_is_away_is_served_when_it_is_back()
    {
        Mode mode = Mode.Of("nat");
        Testbed lab = await pool.GetAsync(mode);
        await StartAfreshAsync(lab);
        await mode.UseAsync(lab, mode.Service(InetFamily.V4, LvsProtocol.Tcp, 80));
        await lab.Lvsd.KillAsync();
        Task<IReadOnlyList<Answer>> patient = lab.Client.FetchAsync(mode.At(InetFamily.V4), 1, 100, null, CancellationToken.None);
        await Task.Delay(1500);
        Assert.False(patient.IsCompleted, "a SYN to a virtual service was answered by the director's own stack");
        await lab.Lvsd.StartAsync(CancellationToken.None);
        Assert.Single(await patient);
    }

    [RootFact]
    public async Task Detaching_leaves_interfaces_and_bpffs_as_if_lvsd_had_never_run()
    {
        await using Testbed lab = await Testbed.CreateAsync(Mode.Of("nat").Topology, new TestbedOptions(), CancellationToken.None);
        string links = await LinksAsync(lab);
        Assert.Contains("prog/xdp", links);
        Assert.NotEmpty(lab.Directory.PinnedFiles());
        Assert.Empty(await lab.DetachAsync(CancellationToken.None));
        Assert.DoesNotContain("xdp", await LinksAsync(lab));
        Assert.Empty(lab.Directory.PinnedFiles());

        // And once more, with nothing there to detach.
        Assert.Equal(0, (await lab.Lvsd.DetachAsync(CancellationToken.None)).ExitCode);
    }

    private static async Task<string> LinksAsync(Testbed lab)
    {
        CommandResult result = await lab.Node("director").ExecuteAsync(["ip", "link", "show"], CancellationToken.None);
        return result.EnsureSuccess();
    }

    private static async Task StartAfreshAsync(Testbed lab)
    {
        await lab.Director.ClearRulesAsync();
        await lab.Director.RemoveConnectionsAsync();
    }
}
