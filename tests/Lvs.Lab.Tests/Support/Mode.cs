using System.Net;
using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Scenarios;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Topologies;

namespace Lvs.Lab.Tests.Support;

/// <summary>A mode with what a test needs to use it: the lab's topology, a VIP and two real servers.</summary>
public sealed class Mode
{
    private readonly Func<string, int, int, LvsRealServer> _server;

    private Mode(string name, Topology topology, Dual vip, IReadOnlyList<Dual> servers, Func<string, int, int, LvsRealServer> server)
    {
        Name = name;
        Topology = topology;
        Vip = vip;
        Servers = servers;
        _server = server;
    }

    /// <summary>nat, dr, tun.</summary>
    public string Name { get; }

    /// <summary>True when answers pass the director.</summary>
    public bool AnswersPassDirector => Name == "nat";

    internal Topology Topology { get; }

    internal Dual Vip { get; }

    internal IReadOnlyList<Dual> Servers { get; }

    /// <summary>The three of them, with the two families.</summary>
    public static TheoryData<string, InetFamily> All() => new()
    {
        { "nat", InetFamily.V4 }, { "nat", InetFamily.V6 }, { "dr", InetFamily.V4 }, { "dr", InetFamily.V6 },
        { "tun", InetFamily.V4 }, { "tun", InetFamily.V6 },
    };

    public static Mode Of(string name) => name switch
    {
        "nat" => new Mode(name, new NatTopology(), NatTopology.Vip003, NatTopology.Servers003, Rules.Masquerade),
        "dr" => new Mode(name, new DirectRoutingTopology(), DirectRoutingTopology.Vip003, DirectRoutingTopology.Servers003, Rules.Direct),
        "tun" => new Mode(
            name, new TunnelTopology(), TunnelTopology.Vip, TunnelTopology.RealServers,
            (address, port, weight) => Rules.Tunnel(address, port, weight)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "nat, dr or tun"),
    };

    /// <summary>A service with both real servers, or those given, all of weight 1.</summary>
    public LvsVirtualService Service(
        InetFamily family, LvsProtocol protocol, int port, string scheduler = "rr", long persistence = 0, params int[] servers) =>
        Rules.Service(
            protocol, Vip, family, port, scheduler,
            (servers.Length > 0 ? servers : [0, 1]).Select(index => Server(index, family, port)), persistence);

    /// <summary>A real server as a rule.</summary>
    public LvsRealServer Server(int index, InetFamily family, int port, int weight = 1) =>
        _server(Servers[index][family], port, weight);

    /// <summary>The end point a client asks.</summary>
    public IPEndPoint At(InetFamily family, int port = 80) => Vip.At(family, port);

    /// <summary>The service's id.</summary>
    public string Id(InetFamily family, LvsProtocol protocol = LvsProtocol.Tcp, int port = 80) =>
        $"{(protocol == LvsProtocol.Udp ? "udp" : "tcp")}/{At(family, port)}";

    /// <summary>Makes the lab's rules this one service.</summary>
    internal Task UseAsync(Testbed lab, params LvsVirtualService[] services) =>
        lab.Director.SetRulesAsync(new LvsRules { Services = services });
}
