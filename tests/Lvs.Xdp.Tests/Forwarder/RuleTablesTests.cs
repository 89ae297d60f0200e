using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;
using Lvs.Tests;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Netlink;
using Lvs.Xdp.Tests.Netlink;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests;

/// <summary>A rule book writes through to the shared tables, and what an earlier lvsd left there is tidied.</summary>
public sealed class RuleTablesTests
{
    private static readonly InetAddress Virtual = InetAddress.Parse("192.0.2.1");
    private static readonly ServiceKey Web = ServiceKey.ForAddress(Protocol.Tcp, Virtual, 80);
    private static readonly ServiceKey Ftp = ServiceKey.ForAddress(Protocol.Tcp, Virtual, 21);

    [RootFact]
    public void Services_and_their_addresses_come_and_go() => WithTables((plane, rules, tables) =>
    {
        rules.AddService(Web, new ServiceSettings());
        VirtualService ftp = rules.AddService(Ftp, new ServiceSettings());
        Assert.True(Services(plane).TryGet(ServiceEntryKey.Of(Ftp), out ServiceEntry entry));
        Assert.Equal((uint)ftp.Id, entry.ServiceId);
        Assert.Equal(Abi.AddressVirtual, Roles(plane, Virtual));
        Assert.Equal(Abi.SetFtpFallback, Flags(plane) & Abi.SetFtpFallback);

        rules.EditService(Ftp, new ServiceSettings { Scheduler = "rr" });
        rules.RemoveService(Ftp);
        Assert.False(Services(plane).TryGet(ServiceEntryKey.Of(Ftp), out _));
        Assert.Equal(Abi.AddressVirtual, Roles(plane, Virtual)); // still of the other service
        Assert.Equal(0u, Flags(plane) & Abi.SetFtpFallback);
        rules.RemoveService(Web);
        Assert.Equal(0u, Roles(plane, Virtual));
    });

    [RootFact]
    public void Masqueraded_servers_are_known_by_address_until_they_are_forgotten() => WithTables((plane, rules, tables) =>
    {
        var key = new ServerKey(InetAddress.Parse("10.0.0.9"), 80);
        rules.AddService(Web, new ServiceSettings());
        RealServer server = rules.AddServer(Web, key, new ServerSettings { Method = ForwardingMethod.Masquerade });
        Assert.Equal(Abi.AddressServer, Roles(plane, key.Address));
        ServerSlot slot = plane.Array<ServerSlot>("servers")[server.Id];
        Assert.Equal((byte)4, slot.Family);
        Assert.Equal(0u, slot.Flags); // there is no route in this namespace

        rules.RemoveServer(Web, key);
        Assert.Equal(Abi.ServerGone, plane.Array<ServerSlot>("servers")[server.Id].Flags);
        tables.Servers.SetExpireWithoutDestination(true);
        Assert.Equal(Abi.ServerNoDestination, plane.Array<ServerSlot>("servers")[server.Id].Flags);
        rules.AddServer(Web, key, new ServerSettings { Method = ForwardingMethod.DirectRouting, Weight = 0 });
        Assert.Equal(Abi.ServerQuiet, plane.Array<ServerSlot>("servers")[server.Id].Flags);
        Assert.Equal(0u, Roles(plane, key.Address));
        tables.ServerForgotten(server);
        Assert.Equal(0u, plane.Array<ServerSlot>("servers")[server.Id].Flags);
        Assert.Equal((byte)0, plane.Array<ServerSlot>("servers")[server.Id].Family);
    });

    [RootFact]
    public void A_server_on_the_director_itself_is_delivered_locally() => WithTables((plane, rules, tables) =>
    {
        rules.AddService(Web, new ServiceSettings());
        RealServer server = rules.AddServer(Web, new ServerKey(InetAddress.Parse("127.0.0.1"), 80), new ServerSettings());
        Assert.Equal(Abi.ServerLocal, plane.Array<ServerSlot>("servers")[server.Id].Flags);
    });

    // What an import must not do before it is acknowledged, however many servers it has.
    [RootFact]
    public void New_servers_ask_the_kernel_nothing_until_the_upkeep() => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        using DataPlane plane = DataPlaneTests.Open(bpffs, servers: 2000);
        var kernel = new FakeKernel { Gateway = InetAddress.Parse("10.1.0.254") };
        kernel.Link(Messages.Link(2, "eth0"));
        kernel.Neighbour(2, "10.1.0.254", NeighbourStates.Reachable, "02:00:00:00:00:99");
        var tables = new RuleTables(plane, kernel.Table);
        tables.Servers.AsksLater = true;
        kernel.Table.Changed += list =>
        {
            foreach (InetAddress address in list)
                tables.Servers.Refresh(address);
        };
        var rules = new RuleBook(tables, kernel.Table.IsLocal, 100, plane.MaxServers - 1);
        int count = plane.MaxServers - 1;
        ServerRule[] servers = [.. Enumerable.Range(0, count).Select(i => new ServerRule(
            new ServerKey(InetAddress.FromV4(0x0A020000 + (uint)i), 80), new ServerSettings { Method = ForwardingMethod.Masquerade }))];
        RuleSet import = new() { Services = [new ServiceRule(Web, new ServiceSettings(), servers)] };
        rules.Apply(rules.Plan(import));
        rules.EditServer(Web, servers[3].Key, servers[3].Settings with { Weight = 7 });
        Assert.Empty(kernel.Asked);
        Assert.Empty(kernel.Resolutions);
        Assert.All(rules.Find(Web)!.Servers, server => Assert.Equal(0u, plane.Array<ServerSlot>("servers")[server.Id].Flags));

        kernel.Settle();
        Assert.Equal(count, kernel.Queries);
        Assert.All(rules.Find(Web)!.Servers, server =>
            Assert.Equal(Abi.ServerReady, plane.Array<ServerSlot>("servers")[server.Id].Flags));
    });

    [RootFact]
    public void What_no_rule_asks_for_is_pruned_after_a_restart() => WithTables((plane, rules, tables) =>
    {
        Services(plane).Set(ServiceEntryKey.Of(Ftp), new ServiceEntry(7, 0));
        plane.Hash<AddressEntryKey, uint>("addresses").Set(AddressEntryKey.Of(InetAddress.Parse("2001:db8::5")), 1);
        plane.Array<SettingsSlot>("settings")[0].Flags = Abi.SetFtpFallback | 1;
        rules.AddService(Web, new ServiceSettings());
        tables.Prune();
        Assert.Equal(ServiceEntryKey.Of(Web), Assert.Single(Services(plane).Keys()));
        Assert.Equal(AddressEntryKey.Of(Virtual), Assert.Single(plane.Hash<AddressEntryKey, uint>("addresses").Keys()));
        Assert.Equal(1u, Flags(plane)); // the bit that is another's stays
    });

    private static void WithTables(Action<DataPlane, RuleBook, RuleTables> body) => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d");
        network.Enter("d");
        using var bpffs = new TestBpffs();
        using DataPlane plane = DataPlaneTests.Open(bpffs);
        using var watcher = new NetlinkWatcher();
        using var nextHops = new NextHopTable(watcher);
        var tables = new RuleTables(plane, nextHops);
        body(plane, new RuleBook(tables, nextHops.IsLocal, 100, plane.MaxServers - 1), tables);
    });

    private static Lvs.Xdp.Maps.BpfHash<ServiceEntryKey, ServiceEntry> Services(DataPlane plane) =>
        plane.Hash<ServiceEntryKey, ServiceEntry>("services");

    private static uint Flags(DataPlane plane) => plane.Array<SettingsSlot>("settings")[0].Flags;

    private static uint Roles(DataPlane plane, InetAddress address) =>
        plane.Hash<AddressEntryKey, uint>("addresses").TryGet(AddressEntryKey.Of(address), out uint roles) ? roles : 0;
}
