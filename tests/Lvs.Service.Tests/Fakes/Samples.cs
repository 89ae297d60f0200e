using Lvs.Client;

namespace Lvs.Service.Tests.Fakes;

/// <summary>Rules that tests begin with.</summary>
internal static class Samples
{
    public const string WebId = "tcp/192.0.2.1:80";

    public static LvsVirtualService Web() => new()
    {
        Protocol = LvsProtocol.Tcp,
        Address = "192.0.2.1",
        Port = 80,
        Scheduler = "wrr",
        RealServers =
        [
            new LvsRealServer { Address = "10.0.0.1", Port = 8080, ForwardingMethod = LvsForwardingMethod.Masquerade, Weight = 2 },
            new LvsRealServer { Address = "10.0.0.2", Port = 8080, ForwardingMethod = LvsForwardingMethod.Masquerade, Weight = 3 },
        ],
    };

    public static LvsVirtualService Dns() => new()
    {
        Protocol = LvsProtocol.Udp,
        Address = "2001:db8::1",
        Port = 53,
        Scheduler = "rr",
        OnePacket = true,
        RealServers = [new LvsRealServer { Address = "2001:db8::a" }],
    };

    public static LvsRules Rules() => new()
    {
        Services = [Web(), Dns()],
        FirewallMarks = [new LvsFirewallMark { Destination = "198.51.100.0/24", Protocol = LvsProtocol.Tcp, Ports = "80-90", Mark = 5 }],
    };

    public static LvsConnectionRow Row(long i) => new()
    {
        ClientBytes = LvsConnectionRow.Pack([198, 51, (byte)(i >> 8), (byte)i]),
        VirtualBytes = LvsConnectionRow.Pack([192, 0, 2, 1]),
        ServerBytes = LvsConnectionRow.Pack([10, 0, 0, (byte)(1 + (i % 2))]),
        ClientPort = (ushort)(1024 + (i >> 16)),
        VirtualPort = 80,
        ServerPort = 8080,
        Protocol = 6,
        Family = 4,
        ServerFamily = 4,
        State = (byte)(i % 3 == 0 ? 4 : 1),
        Flags = i % 10 == 9 ? LvsConnectionFlags.Template : LvsConnectionFlags.None,
        ExpiresTenths = (uint)(i % 9000),
        InPackets = (ulong)i,
        InBytes = (ulong)i * 60,
        OutPackets = 1,
        OutBytes = 1500,
        ServicePort = 80,
    };
}
