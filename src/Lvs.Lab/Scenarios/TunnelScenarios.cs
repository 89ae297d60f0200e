using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Topologies;

namespace Lvs.Lab.Scenarios;

/// <summary>Tunnelling.</summary>
internal static class TunnelScenarios
{
    private static readonly TunnelTopology Topology = new();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Create("tun-ipip", "IPIP: wrr, weights 1:2, real servers behind a router", LvsTunnelType.IpIp, family => family),
        Create("tun-mixed", "IPIP across families: 4 in 6, 6 in 4", LvsTunnelType.IpIp, Other),
        Create("tun-gre", "GRE", LvsTunnelType.Gre, family => family),
        Create("tun-gue", "GUE", LvsTunnelType.Gue, family => family),
    ];

    private static Scenario Create(string name, string title, LvsTunnelType type, Func<InetFamily, InetFamily> outer) => new()
    {
        Name = name,
        Title = title,
        Topology = Topology,
        AnswersPassDirector = false,
        Services = family =>
            [Service(family, outer(family), type, LvsProtocol.Tcp, 80), Service(family, outer(family), type, LvsProtocol.Udp, 53)],
        Exchanges = [.. NatScenarios.Both(TunnelTopology.Vip, 30, Expectation.Exactly(("rs1", 10), ("rs2", 20)))],
    };

    private static LvsVirtualService Service(
        InetFamily family, InetFamily outer, LvsTunnelType type, LvsProtocol protocol, int port) => Rules.Service(
            protocol, TunnelTopology.Vip, family, port, "wrr",
            [
                Rules.Tunnel(TunnelTopology.RealServers[0][outer], port, 1, type),
                Rules.Tunnel(TunnelTopology.RealServers[1][outer], port, 2, type),
            ]);

    private static InetFamily Other(InetFamily family) => family == InetFamily.V4 ? InetFamily.V6 : InetFamily.V4;
}
