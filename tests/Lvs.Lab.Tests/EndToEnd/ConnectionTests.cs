using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Scenarios;
using Lvs.Lab.Servers;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Tests.Support;
using Lvs.Tests;

namespace Lvs.Lab.Tests.EndToEnd;

/// <summary>What connections cost, and many of them at once.</summary>
[Collection(LabCollection.Name)]
public sealed class ConnectionTests(LabPool pool)
{
    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task Opening_asking_and_closing_costs_one_packet_in_user_space(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80));
        Reading before = await Reading.TakeAsync(lab);
        await lab.Client.FetchAsync(mode.At(family), 1, 100, null, CancellationToken.None);
        PacketTally packets = await before.SinceAsync();
        Assert.Equal(1, await before.SinceAsync("puntFirst"));
        Assert.True(packets.UserSpace == 1, packets.Details);
        Assert.True(packets.Dropped == 0, packets.Details);
    }

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task Two_hundred_clients_at_once_are_all_answered(string name, InetFamily family)
    {
        const int clients = 200;
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80));

        Reading before = await Reading.TakeAsync(lab);

        // Every server holds its answer back for a while, so that all of a round are open together.
        IReadOnlyList<Answer> answers = await lab.Client.FetchTogetherAsync(
            $"http://{mode.At(family)}/wait/400?n=[1-{3 * clients}]", clients, CancellationToken.None);
        Assert.Equal(3 * clients, answers.Count);

        // A client's port that an earlier test used may meet the real server's TIME_WAIT: its SYN is then sent twice, and each time
        // a server is picked.
        long twice = await before.SinceAsync("puntReuse");
        Assert.InRange(answers.Count(answer => answer.Server == "rs1"), (3 * clients / 2) - twice, (3 * clients / 2) + twice);
        Assert.Equal(3 * clients, answers.Select(answer => answer.Client).Distinct().Count());
    }

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task An_open_connection_is_active_and_a_closed_one_is_not(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await lab.Director.ClearRulesAsync();
        await lab.Director.RemoveConnectionsAsync();
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80));
        Task<IReadOnlyList<Answer>> asking = lab.Client.FetchTogetherAsync(
            $"http://{mode.At(family)}/wait/1500?n=[1-6]", 6, CancellationToken.None);
        await Eventually.AsyncTrue(async () =>
            (await lab.Director.GetServersAsync(mode.Id(family))).All(server => server.ActiveConnections == 3), TimeSpan.FromSeconds(1.4));
        Assert.Equal(6, (await asking).Count);
        await Eventually.AsyncTrue(async () =>
            (await lab.Director.GetServersAsync(mode.Id(family)))
                .All(server => server is { ActiveConnections: 0, InactiveConnections: 3 }), TimeSpan.FromSeconds(3));
    }
}
