using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Network;
using Lvs.Lab.Servers;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Tests.Support;
using Lvs.Tests;

namespace Lvs.Lab.Tests.EndToEnd;

/// <summary>Neighbours and routes that are not known yet, or change under load.</summary>
public sealed class NextHopTests
{
    private const long Length = 30_000_000;

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task Forgotten_neighbours_cost_no_request(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        await using Testbed lab = await StartAsync(mode, family);
        for (int round = 0; round < 5; round++)
        {
            await lab.Node("director").IpAsync("neigh flush all");
            Assert.Equal(4, (await lab.Client.FetchAsync(mode.At(family), 4, 2000, null, CancellationToken.None)).Count);
        }
    }

    [RootTheory]
    [InlineData("nat", InetFamily.V4)]
    [InlineData("nat", InetFamily.V6)]
    [InlineData("dr", InetFamily.V4)]
    [InlineData("dr", InetFamily.V6)]
    public async Task A_server_that_comes_up_late_is_served(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        await using Testbed lab = await Testbed.CreateAsync(mode.Topology, new TestbedOptions(), CancellationToken.None);
        LabNode server = lab.Node("rs1");
        await server.IpAsync("link set eth0 address 02:4c:56:53:01:01");
        await lab.Node("director").IpAsync("neigh flush all");
        await server.IpAsync("link set eth0 down");
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80, "rr", 0, 0));
        Task<IReadOnlyList<Answer>> asking = lab.Client.FetchAsync(mode.At(family), 1, 100, null, CancellationToken.None);
        await Task.Delay(1200);
        Assert.False(asking.IsCompleted);

        // Taking a device down removes its IPv6 addresses and its routes.
        await server.IpAsync("link set eth0 up");
        await SetUpAgainAsync(lab, server);
        Assert.Equal("rs1", Assert.Single(await asking).Server);
    }

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task A_download_survives_a_next_hop_with_a_new_MAC(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        await using Testbed lab = await StartAsync(mode, family);
        Task<string> download = lab.Client.DownloadDigestAsync(
            $"http://{mode.At(family)}/bytes/{Length}?rate=15000000", CancellationToken.None);
        await Task.Delay(300);

        // The real server; in tunnelling what the director sends to is the router.
        LabNode node = lab.Node(mode.Name == "tun" ? "router" : "rs1");
        string device = mode.Name == "tun" ? "eth1" : "eth0";
        node.SetSysctl($"net/ipv4/conf/{device}/arp_notify", "1");
        node.SetSysctl($"net/ipv6/conf/{device}/ndisc_notify", "1");
        await node.IpAsync($"link set {device} address 02:4c:56:53:01:02");
        Assert.Equal(ContentPattern.Digest(Length), await download);
    }

    [RootTheory]
    [InlineData(InetFamily.V4)]
    [InlineData(InetFamily.V6)]
    public async Task A_download_survives_a_change_of_route(InetFamily family)
    {
        Mode mode = Mode.Of("tun");
        await using Testbed lab = await StartAsync(mode, family);
        Task<string> download = lab.Client.DownloadDigestAsync(
            $"http://{mode.At(family)}/bytes/{Length}?rate=15000000", CancellationToken.None);
        await Task.Delay(300);

        // The router turns up under another address and another MAC; the old ones are dead.
        (string old, string changed, string all) = family == InetFamily.V6
            ? ("2001:db8:113::1/64", "2001:db8:113::3", "::/0")
            : ("203.0.113.1/24", "203.0.113.3", "0.0.0.0/0");
        LabNode router = lab.Node("router");
        await router.IpAsync($"link set eth1 address 02:4c:56:53:01:03");
        await router.IpAsync($"addr del {old} dev eth1");
        await router.IpAsync($"addr add {changed}/{old.Split('/')[1]} dev eth1{(family == InetFamily.V6 ? " nodad" : "")}");
        await lab.Node("director").IpAsync($"route replace {all} via {changed}");
        Assert.Equal(ContentPattern.Digest(Length), await download);
    }

    private static async Task<Testbed> StartAsync(Mode mode, InetFamily family)
    {
        Testbed lab = await Testbed.CreateAsync(mode.Topology, new TestbedOptions(), CancellationToken.None);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80));
        return lab;
    }

    private static async Task SetUpAgainAsync(Testbed lab, LabNode node)
    {
        NodePlan plan = lab.Topology.Plan().Nodes.Single(candidate => candidate.Name == node.Name);
        foreach (string command in plan.Commands.Where(IsLost))
        {
            // "replace" rather than "add": what IPv4 kept is there already.
            await node.IpAsync(command.Replace("addr add", "addr replace").Replace("route add", "route replace"));
        }

        static bool IsLost(string command) =>
            !command.Contains("dev lo") && (command.StartsWith("route", StringComparison.Ordinal) || command.Contains("::"));
    }
}
