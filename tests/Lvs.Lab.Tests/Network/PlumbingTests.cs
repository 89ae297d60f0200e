using System.Net;
using Lvs.Engine.Addressing;
using Lvs.Lab.Network;
using Lvs.Lab.Servers;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Topologies;
using Lvs.Tests;
using Lvs.Xdp.Ethtool;
using Lvs.Xdp.Namespaces;

namespace Lvs.Lab.Tests.Network;

/// <summary>The lab's own plumbing, without lvsd: what the scenarios rest on is proven before they blame the director.</summary>
public sealed class PlumbingTests
{
    public static TheoryData<string, InetFamily> Labs() => new()
    {
        { "nat", InetFamily.V4 }, { "nat", InetFamily.V6 }, { "dr", InetFamily.V4 }, { "dr", InetFamily.V6 },
        { "tun", InetFamily.V4 }, { "tun", InetFamily.V6 },
    };

    [RootTheory]
    [MemberData(nameof(Labs))]
    public async Task Client_reaches_every_real_server_and_is_seen_as_itself(string name, InetFamily family)
    {
        (Topology topology, IReadOnlyList<Dual> servers) = Lab(name);
        await using Testbed testbed = await Testbed.CreateAsync(topology, new TestbedOptions { StartLvsd = false }, CancellationToken.None);
        await RouteToServersAsync(testbed);
        for (int i = 0; i < servers.Count; i++)
        {
            IPAddress client = IPAddress.Parse(topology.Clients[1][family]);
            Answer web = Assert.Single(await testbed.Client.FetchAsync(servers[i].At(family, 80), 1, 4096, client, CancellationToken.None));
            Assert.Equal($"rs{i + 1}", web.Server);
            Assert.Equal(client, web.Client.Address);
            Assert.Equal(servers[i].At(family, 80), web.Asked);

            Answer datagram = Assert.Single(await testbed.Client.AskAsync(servers[i].At(family, 53), 1, 900, null, CancellationToken.None));
            Assert.Equal($"rs{i + 1}", datagram.Server);
            Assert.Equal(topology.Clients[0][family], datagram.Client.Address.ToString());
        }
    }

    [RootFact]
    public async Task Devices_receive_what_XDP_sends_and_send_only_finished_checksums()
    {
        await using Testbed testbed = await Testbed.CreateAsync(
            new NatTopology(), new TestbedOptions { StartLvsd = false }, CancellationToken.None);
        foreach ((string node, string device) in new[] { ("client", "eth0"), ("router", "eth1"), ("lan", "director"), ("rs1", "eth0") })
        {
            testbed.Node(node).Run(() =>
            {
                using EthtoolSocket ethtool = new();
                Assert.True(ethtool.Get(device, EthtoolFeature.GenericReceive), $"{node} {device}: GRO");
                Assert.False(ethtool.Get(device, EthtoolFeature.TransmitChecksum), $"{node} {device}: transmit checksum");
                Assert.False(ethtool.Get(device, EthtoolFeature.TcpSegmentation), $"{node} {device}: TSO");
            });
        }
    }

    [RootFact]
    public async Task Traffic_counts_tell_which_way_answers_go()
    {
        NatTopology topology = new();
        await using Testbed testbed = await Testbed.CreateAsync(topology, new TestbedOptions { StartLvsd = false }, CancellationToken.None);
        await RouteToServersAsync(testbed);
        LabNode director = testbed.Node("director");
        LinkTraffic before = director.Traffic("eth1");
        await testbed.Client.FetchAsync(
            NatTopology.Servers003[0].At(InetFamily.V4, 80), 4, 100_000, null, CancellationToken.None);
        LinkTraffic passed = director.Traffic("eth1") - before;
        Assert.InRange(passed.ReceivedBytes, 400_000, 500_000);
        Assert.InRange(passed.SentBytes, 1_000, 100_000);
    }

    [RootFact]
    public async Task Transfers_arrive_intact_without_a_director_too()
    {
        const long length = 20_000_000;
        await using Testbed testbed = await Testbed.CreateAsync(
            new TunnelTopology(), new TestbedOptions { StartLvsd = false }, CancellationToken.None);
        IPEndPoint server = TunnelTopology.RealServers[0].At(InetFamily.V6, 80);
        string digest = ContentPattern.Digest(length);
        Assert.Equal(digest, await testbed.Client.DownloadDigestAsync($"http://{server}/bytes/{length}", CancellationToken.None));
        Assert.Equal(
            $"{length} {digest}", await testbed.Client.UploadAsync($"http://{server}/upload", length, CancellationToken.None));
        Assert.Equal(40, (await testbed.Client.FetchTogetherAsync(
            $"http://{server}/wait/50?n=[1-40]", 20, CancellationToken.None)).Select(answer => answer.Client).Distinct().Count());
        LabException refused = await Assert.ThrowsAsync<LabException>(
            () => testbed.Client.GetAsync($"http://{server}/nowhere", CancellationToken.None));
        Assert.Contains("404", refused.Message);
    }

    [RootFact]
    public async Task Silent_holders_of_a_virtual_address_do_not_answer_ARP()
    {
        DirectRoutingTopology topology = new();
        await using Testbed testbed = await Testbed.CreateAsync(topology, new TestbedOptions { StartLvsd = false }, CancellationToken.None);
        foreach (InetFamily family in new[] { InetFamily.V4, InetFamily.V6 })
        {
            // Without rules the director's own web server answers; real servers that answered ARP would sometimes win.
            for (int i = 0; i < 3; i++)
            {
                await testbed.Node("router").IpAsync("neigh flush all");
                Answer answer = Assert.Single(await testbed.Client.FetchAsync(
                    DirectRoutingTopology.Vip001.At(family, 80), 1, 100, null, CancellationToken.None));
                Assert.Equal("rs3", answer.Server);
            }
        }
    }

    [RootFact]
    public async Task Taking_a_lab_down_leaves_nothing()
    {
        Testbed testbed = await Testbed.CreateAsync(
            new TunnelTopology(), new TestbedOptions { StartLvsd = false }, CancellationToken.None);
        TestbedRecord record = testbed.Directory.Record;
        string prefix = testbed.Directory.NamespacePrefix;
        Assert.Equal(2, record.Processes.Count);
        Assert.Equal(6, NetworkNamespace.Names().Count(name => name.StartsWith(prefix, StringComparison.Ordinal)));
        await testbed.DisposeAsync();
        Assert.DoesNotContain(NetworkNamespace.Names(), name => name.StartsWith(prefix, StringComparison.Ordinal));
        Assert.All(record.Processes, process => Assert.False(process.IsAlive));
        Assert.False(Directory.Exists(testbed.Directory.Root));
        Assert.DoesNotContain(File.ReadLines("/proc/self/mounts"), line => line.Contains(testbed.Directory.Root));
    }

    [RootFact]
    public async Task A_lab_whose_owner_was_killed_is_swept()
    {
        string id = $"gone-{Environment.ProcessId}";
        TestbedDirectory directory = await TestbedDirectory.CreateAsync(
            new TestbedRecord { Id = id, Topology = "nat", Owner = new ProcessRecord(Environment.ProcessId, 1) }, CancellationToken.None);
        NetworkNamespace.Create(directory.NamespacePrefix + "client").Dispose();
        Assert.Contains(id, await TestbedDirectory.SweepAsync());
        Assert.False(NetworkNamespace.Exists(directory.NamespacePrefix + "client"));
        Assert.False(Directory.Exists(directory.Root));
    }

    // Masqueraded real servers are nobody's business outside: the router does not know their network until it is told here.
    private static async Task RouteToServersAsync(Testbed testbed)
    {
        if (testbed.Topology is not NatTopology)
            return;
        await testbed.Node("router").IpAsync("route add 192.168.179.0/24 via 192.168.1.2");
        await testbed.Node("router").IpAsync("route add 2001:db8:179::/64 via 2001:db8:1::2");
    }

    internal static (Topology Topology, IReadOnlyList<Dual> Servers) Lab(string name) => name switch
    {
        "nat" => (new NatTopology(), NatTopology.Servers003),
        "dr" => (new DirectRoutingTopology(), DirectRoutingTopology.Servers003),
        _ => (new TunnelTopology(), TunnelTopology.RealServers),
    };
}
