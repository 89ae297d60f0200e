using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Topologies;

namespace Lvs.Lab.Scenarios;

/// <summary>Short hands for rules, in the order and with the meaning of ipvsadm's options.</summary>
internal static class Rules
{
    /// <summary><c>ipvsadm -A -t VIP:PORT -s SCHEDULER -p SECONDS</c>, and its <c>-a</c> lines.</summary>
    /// <param name="protocol"><c>-t</c> or <c>-u</c>.</param>
    /// <param name="vip">The virtual address.</param>
    /// <param name="family">Which of the two.</param>
    /// <param name="port">The virtual port.</param>
    /// <param name="scheduler"><c>-s</c>.</param>
    /// <param name="servers">The <c>-a</c> lines in the order they are typed.</param>
    /// <param name="persistence"><c>-p</c>, 0 for none.</param>
    public static LvsVirtualService Service(
        LvsProtocol protocol, Dual vip, InetFamily family, int port, string scheduler, IEnumerable<LvsRealServer> servers,
        long persistence = 0) => new()
        {
            Protocol = protocol,
            Address = vip[family],
            Port = port,
            Scheduler = scheduler,
            PersistenceTimeout = persistence,

            // In the order of adding, as a script would: the one added last is tried first.
            RealServers = [.. servers],
        };

    /// <summary><c>-r ADDRESS:PORT -m -w WEIGHT</c>.</summary>
    public static LvsRealServer Masquerade(string address, int port, int weight) =>
        Server(address, port, LvsForwardingMethod.Masquerade, weight);

    /// <summary><c>-r ADDRESS:PORT -g -w WEIGHT</c>.</summary>
    public static LvsRealServer Direct(string address, int port, int weight) =>
        Server(address, port, LvsForwardingMethod.DirectRouting, weight);

    /// <summary><c>-r ADDRESS:PORT -i -w WEIGHT --tun-type TYPE --tun-port PORT</c>.</summary>
    public static LvsRealServer Tunnel(string address, int port, int weight, LvsTunnelType type = LvsTunnelType.IpIp) =>
        Server(address, port, LvsForwardingMethod.Tunnel, weight) with
        {
            TunnelType = type,
            TunnelPort = type == LvsTunnelType.Gue ? GuePort : null,
        };

    /// <summary>Where Generic UDP Encapsulation listens by the lab's choice (IANA's port for it).</summary>
    public const int GuePort = 6080;

    private static LvsRealServer Server(string address, int port, LvsForwardingMethod method, int weight) =>
        new() { Address = address, Port = port, ForwardingMethod = method, Weight = weight };
}
