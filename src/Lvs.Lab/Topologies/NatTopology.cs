using Lvs.Lab.Network;

namespace Lvs.Lab.Topologies;

/// <summary>
/// Masquerading, with the addresses of seeds 002 and 003: the director has a foot in two networks, and is the real servers' gateway.
/// </summary>
internal sealed class NatTopology : Topology
{
    /// <summary>The first of the ports that the scenario of the schedulers uses, one a scheduler: a client that used one port twice
    /// within a minute, for two services on one port of a real server, would meet that server's TIME_WAIT.</summary>
    public const int SchedulerPort = 8001;

    private const int SchedulerPorts = 14;
    private static readonly Dual RouterOutside = new("172.16.0.1", "2001:db8:16::1");
    private static readonly Dual RouterInside = new("192.168.1.1", "2001:db8:1::1");
    private static readonly Dual DirectorOutside = new("192.168.1.2", "2001:db8:1::2");
    private static readonly Dual Gateway003 = new("192.168.179.110", "2001:db8:179::110");
    private static readonly Dual Gateway002 = new("192.168.100.1", "2001:db8:100::1");

    /// <summary>The virtual address of seed 003.</summary>
    public static Dual Vip003 { get; } = new("192.168.1.10", "2001:db8:1::10");

    /// <summary>The virtual address of seed 002.</summary>
    public static Dual Vip002 { get; } = new("192.168.1.29", "2001:db8:1::29");

    /// <summary>The real servers of seed 003.</summary>
    public static IReadOnlyList<Dual> Servers003 { get; } =
        [new("192.168.179.111", "2001:db8:179::111"), new("192.168.179.113", "2001:db8:179::113")];

    /// <summary>The real servers of seed 002: the same machines under other addresses.</summary>
    public static IReadOnlyList<Dual> Servers002 { get; } =
        [new("192.168.100.2", "2001:db8:100::2"), new("192.168.100.3", "2001:db8:100::3")];

    /// <inheritdoc/>
    public override string Name => "nat";

    /// <inheritdoc/>
    public override string Title => "masquerading (NAT)";

    /// <inheritdoc/>
    public override string Picture => """
        client 172.16.0.203 ── router ── 192.168.1.0/24 ── director ── 192.168.179.0/24 ─┬─ rs1 .111
                                           VIP 192.168.1.10     .110  (gateway)          └─ rs2 .113
        """;

    /// <inheritdoc/>
    public override IReadOnlyList<Dual> Clients { get; } =
        [new("172.16.0.203", "2001:db8:16::203"), new("172.16.0.204", "2001:db8:16::204"), new("172.16.0.205", "2001:db8:16::205")];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DirectorDevices { get; } = ["eth0", "eth1"];

    /// <inheritdoc/>
    public override IReadOnlyList<ServerPlan> Servers { get; } =
        [.. new[] { "rs1", "rs2" }.Select(name => new ServerPlan(
            name, name, [80, 8080, .. Enumerable.Range(SchedulerPort, SchedulerPorts)], [53, 5353]))];

    /// <inheritdoc/>
    public override NetworkPlan Plan(int mtu = 1500)
    {
        NetworkPlan plan = new();
        NodePlan client = plan.Host("client");
        NodePlan router = plan.Host("router").Forwards();
        NodePlan director = plan.Host("director").Forwards();
        NodePlan lan = plan.Switch("lan");
        plan.Wire(client, "eth0", router, "eth0", mtu);
        plan.Wire(router, "eth1", director, "eth0", mtu);
        plan.Wire(director, "eth1", lan, "director", mtu);

        PutClients(client);
        Gateway(client, RouterOutside);

        Put(router, "eth0", RouterOutside);
        Put(router, "eth1", RouterInside);

        Put(director, "eth0", DirectorOutside);
        PutVip(director, "eth0", Vip003);
        PutVip(director, "eth0", Vip002);
        Put(director, "eth1", Gateway003);
        Put(director, "eth1", Gateway002);
        Gateway(director, RouterInside);

        for (int i = 0; i < Servers003.Count; i++)
        {
            NodePlan server = plan.Host($"rs{i + 1}");
            plan.Wire(server, "eth0", lan, $"rs{i + 1}", mtu);
            Put(server, "eth0", Servers003[i]);
            Put(server, "eth0", Servers002[i]);
            Gateway(server, Gateway003);
        }

        return plan;
    }
}
