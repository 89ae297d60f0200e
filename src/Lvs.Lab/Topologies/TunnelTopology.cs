using Lvs.Lab.Network;

namespace Lvs.Lab.Topologies;

/// <summary>Tunnelling: the real servers stand in another network than the director, with a router in between.</summary>
internal sealed class TunnelTopology : Topology
{
    private static readonly Dual RouterClients = new("172.20.0.1", "2001:db8:20::1");
    private static readonly Dual RouterDirector = new("203.0.113.1", "2001:db8:113::1");
    private static readonly Dual RouterServers = new("198.51.100.1", "2001:db8:51::1");
    private static readonly Dual Director = new("203.0.113.2", "2001:db8:113::2");

    /// <summary>The virtual address.</summary>
    public static Dual Vip { get; } = new("203.0.113.10", "2001:db8:113::10");

    /// <summary>The real servers.</summary>
    public static IReadOnlyList<Dual> RealServers { get; } =
        [new("198.51.100.11", "2001:db8:51::11"), new("198.51.100.12", "2001:db8:51::12")];

    /// <inheritdoc/>
    public override string Name => "tun";

    /// <inheritdoc/>
    public override string Title => "tunnelling (TUN)";

    /// <inheritdoc/>
    public override string Picture => """
        client 172.20.0.203 ── router ─┬─ 203.0.113.0/24 ── director .2 (VIP 203.0.113.10)
                                       └─ 198.51.100.0/24 ─┬─ rs1 .11  (decapsulates, VIP on lo)
                                                           └─ rs2 .12  (decapsulates, VIP on lo)
        """;

    /// <inheritdoc/>
    public override IReadOnlyList<Dual> Clients { get; } =
        [new("172.20.0.203", "2001:db8:20::203"), new("172.20.0.204", "2001:db8:20::204"), new("172.20.0.205", "2001:db8:20::205")];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DirectorDevices { get; } = ["eth0"];

    /// <inheritdoc/>
    public override IReadOnlyList<ServerPlan> Servers { get; } = [new("rs1", "rs1", [80], [53]), new("rs2", "rs2", [80], [53])];

    /// <inheritdoc/>
    public override bool Tunnelled => true;

    /// <inheritdoc/>
    public override NetworkPlan Plan(int mtu = 1500)
    {
        NetworkPlan plan = new();
        NodePlan client = plan.Host("client");
        NodePlan router = plan.Host("router").Forwards();
        NodePlan director = plan.Host("director").Forwards();
        NodePlan site = plan.Switch("site");
        plan.Wire(client, "eth0", router, "eth0", mtu);
        plan.Wire(router, "eth1", director, "eth0", mtu);
        plan.Wire(router, "eth2", site, "router", mtu);

        PutClients(client);
        Gateway(client, RouterClients);

        Put(router, "eth0", RouterClients);
        Put(router, "eth1", RouterDirector);
        Put(router, "eth2", RouterServers);

        Put(director, "eth0", Director);
        PutVip(director, "eth0", Vip);
        Gateway(director, RouterDirector);

        for (int i = 0; i < RealServers.Count; i++)
        {
            NodePlan server = plan.Host($"rs{i + 1}");
            plan.Wire(server, "eth0", site, $"rs{i + 1}", mtu);
            Put(server, "eth0", RealServers[i]);
            Gateway(server, RouterServers);
            server.HoldsQuietly(Vip.Both);
        }

        return plan;
    }
}
