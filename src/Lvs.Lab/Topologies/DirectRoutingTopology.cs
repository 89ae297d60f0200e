using Lvs.Lab.Network;

namespace Lvs.Lab.Topologies;

/// <summary>
/// Direct routing, with the addresses of seeds 001, 003 and 004 side by side on one wire: director, real servers and router share
/// a switch, all hold the VIPs, only the director is heard to, and the router takes the answers straight from the real servers.
/// </summary>
internal sealed class DirectRoutingTopology : Topology
{
    private static readonly Dual RouterOutside = new("192.168.31.72", "2001:db8:31::72");
    private static readonly Dual[] RouterInside =
        [new("192.168.179.53", "2001:db8:179::53"), new("192.168.132.1", "2001:db8:132::1"), new("192.168.4.1", "2001:db8:4::1")];

    private static readonly Dual[] Director =
        [new("192.168.179.50", "2001:db8:179::50"), new("192.168.132.30", "2001:db8:132::30"), new("192.168.4.5", "2001:db8:4::5")];

    /// <summary>The virtual address of seed 003, in a network of its own: the router has a route for it to the director.</summary>
    public static Dual Vip003 { get; } = new("172.16.31.213", "2001:db8:213::213");

    /// <summary>The virtual address of seed 001, in the real servers' network: the router asks by ARP whose it is.</summary>
    public static Dual Vip001 { get; } = new("192.168.132.254", "2001:db8:132::254");

    /// <summary>The virtual address of seed 004, as seed 001's.</summary>
    public static Dual Vip004 { get; } = new("192.168.4.15", "2001:db8:4::15");

    /// <summary>The real servers of seed 003; its third is the director itself, 127.0.0.1.</summary>
    public static IReadOnlyList<Dual> Servers003 { get; } =
        [new("192.168.179.51", "2001:db8:179::51"), new("192.168.179.52", "2001:db8:179::52")];

    /// <summary>The real servers of seed 001.</summary>
    public static IReadOnlyList<Dual> Servers001 { get; } =
        [new("192.168.132.64", "2001:db8:132::64"), new("192.168.132.68", "2001:db8:132::68")];

    /// <summary>Real servers for seed 004, which names none.</summary>
    public static IReadOnlyList<Dual> Servers004 { get; } =
        [new("192.168.4.21", "2001:db8:4::21"), new("192.168.4.22", "2001:db8:4::22")];

    /// <inheritdoc/>
    public override string Name => "dr";

    /// <inheritdoc/>
    public override string Title => "direct routing (DR)";

    /// <inheritdoc/>
    public override string Picture => """
        client 192.168.31.203 ── router .53 ── 192.168.179.0/24 ─┬─ director .50 (VIP 172.16.31.213, also a real server)
                                    ▲                             ├─ rs1 .51  (VIP on lo, silent)
                                    └── answers ──────────────────┴─ rs2 .52  (VIP on lo, silent)
        """;

    /// <inheritdoc/>
    public override IReadOnlyList<Dual> Clients { get; } =
    [
        new("192.168.31.203", "2001:db8:31::203"), new("192.168.31.204", "2001:db8:31::204"),
        new("192.168.31.205", "2001:db8:31::205"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DirectorDevices { get; } = ["eth0"];

    /// <inheritdoc/>
    public override IReadOnlyList<ServerPlan> Servers { get; } =
        [new("rs1", "rs1", [80], [53]), new("rs2", "rs2", [80], [53]), new("rs3", "director", [80], [53])];

    /// <inheritdoc/>
    public override NetworkPlan Plan(int mtu = 1500)
    {
        NetworkPlan plan = new();
        NodePlan client = plan.Host("client");
        NodePlan router = plan.Host("router").Forwards();
        NodePlan director = plan.Host("director").Forwards();
        NodePlan lan = plan.Switch("lan");
        plan.Wire(client, "eth0", router, "eth0", mtu);
        plan.Wire(router, "eth1", lan, "router", mtu);
        plan.Wire(director, "eth0", lan, "director", mtu);

        PutClients(client);
        Gateway(client, RouterOutside);

        Put(router, "eth0", RouterOutside);
        foreach (Dual address in RouterInside)
            Put(router, "eth1", address);
        router.Route($"{Vip003.V4}/32", Director[0].V4).Route($"{Vip003.V6}/128", Director[0].V6);

        foreach (Dual address in Director)
            Put(director, "eth0", address);
        foreach (Dual vip in new[] { Vip003, Vip001, Vip004 })
            PutVip(director, "eth0", vip);
        Gateway(director, RouterInside[0]);

        for (int i = 0; i < Servers003.Count; i++)
        {
            NodePlan server = plan.Host($"rs{i + 1}");
            plan.Wire(server, "eth0", lan, $"rs{i + 1}", mtu);
            Put(server, "eth0", Servers003[i]);
            Put(server, "eth0", Servers001[i]);
            Put(server, "eth0", Servers004[i]);
            Gateway(server, RouterInside[0]);
            server.HoldsQuietly(Vip003.Both.Concat(Vip001.Both).Concat(Vip004.Both));
        }

        return plan;
    }
}
