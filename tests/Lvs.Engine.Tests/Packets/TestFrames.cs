using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

/// <summary>One good frame of every kind, without padding.</summary>
internal static class TestFrames
{
    public static readonly Dictionary<string, byte[]> Good = new()
    {
        ["tcp4"] = V4().Tcp(40001, 80, "S", 2, 4, 5, 180).Build(),
        ["tcp4 vlan"] = Frame.Ethernet().Vlan(12).IPv4("10.1.0.2", "10.3.0.1").Tcp(40001, 80, "PA").Payload(33).Build(),
        ["tcp4 options"] = V4().Options(0x94, 4, 0, 0).Tcp(40001, 80).Build(),
        ["tcp6"] = V6().Tcp(40001, 80, "FA").Payload(5).Build(),
        ["udp4"] = V4().Udp(40001, 53).Payload(30).Build(),
        ["udp4 unsummed"] = V4().Udp(40001, 53).Payload(30).NoChecksum().Build(),
        ["udp6 qinq"] = Frame.Ethernet().Vlan(5, 0x88a8).Vlan(6).IPv6("fd01::2", "fd03::1").Udp(40001, 53).Payload(31).Build(),
        ["udp6 extensions"] = V6().Extension(0, new byte[8]).Extension(60, new byte[16]).Udp(40001, 53).Payload(3).Build(),
        ["sctp4"] = V4().Sctp(40001, 36412).Payload(20).Build(),
        ["sctp6"] = V6().Sctp(40001, 36412, 0).Payload(21).Build(),
        ["echo4"] = V4().Icmp(8).Payload(56).Build(),
        ["echo6"] = V6().Icmp(128).Payload(56).Build(),
        ["error4"] = V4().Icmp(3, 3).Payload(Frame.Ethernet().IPv4("10.3.0.1", "10.1.0.2").Udp(53, 40001).Payload(9).BuildIp()).Build(),
        ["error6"] = V6().Icmp(2, 0, 1280).Payload(Frame.Ethernet().IPv6("fd03::1", "fd01::2").Tcp(80, 40001).BuildIp()).Build(),
        ["fragment4 first"] = V4().Fragment(0, true).Udp(40001, 53).Payload(24).Build(),
        ["fragment4 last"] = V4().Fragment(32, false).Protocol(17).Payload(13).Build(),
        ["fragment6 first"] = V6().Fragment(0, true).Udp(40001, 53).Payload(24).Build(),
        ["fragment6 last"] = V6().Fragment(32, false).Protocol(17).Payload(13).Build(),
        ["gre4"] = V4().Protocol(47).Payload(40).Build(),
    };

    private static FrameBuilder V4() => Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1");

    private static FrameBuilder V6() => Frame.Ethernet().IPv6("fd01::2", "fd03::1");
}
