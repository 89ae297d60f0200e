using Lvs.Client;

namespace Lvs.Benchmarks.Lanes;

/// <summary>What LvsPS serves in its lane: one real server, three modes.</summary>
internal static class VirtualServices
{
    public const int Port = 80;
    public const int ServerPort = 8080;

    /// <summary>The mode whose virtual address it is.</summary>
    public static readonly IReadOnlyList<(string Mode, LvsForwardingMethod Method, string Address)> Modes =
    [
        ("NAT", LvsForwardingMethod.Masquerade, Lane.VirtualAddress),
        ("DR", LvsForwardingMethod.DirectRouting, "10.3.0.2"),
        ("TUN", LvsForwardingMethod.Tunnel, "10.3.0.3"),
    ];

    /// <summary>Where every datagram is scheduled for itself.</summary>
    public const string OnePacketAddress = "10.3.0.4";

    /// <summary>Where first packets are timed while the others are busy.</summary>
    public const string ProbeAddress = "10.3.0.5";

    /// <summary>The rule set.</summary>
    public static LvsRules Rules => new()
    {
        Services =
        [
            .. Modes.SelectMany(mode => new[] { LvsProtocol.Udp, LvsProtocol.Tcp }.Select(
                protocol => Service(protocol, mode.Address, mode.Method))),
            Service(LvsProtocol.Udp, OnePacketAddress, LvsForwardingMethod.Masquerade) with { OnePacket = true },
            Service(LvsProtocol.Udp, ProbeAddress, LvsForwardingMethod.Masquerade, ServerPort + 1),
        ],
    };

    private static LvsVirtualService Service(
        LvsProtocol protocol, string address, LvsForwardingMethod method, int port = ServerPort) => new()
    {
        Protocol = protocol,
        Address = address,
        Port = Port,
        Scheduler = "wlc",
        RealServers =
        [
            new LvsRealServer
            {
                Address = Lane.ServerAddress,
                Port = method == LvsForwardingMethod.Masquerade ? port : Port,
                ForwardingMethod = method,
            },
        ],
    };
}
