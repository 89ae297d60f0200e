using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

public sealed class IcmpErrorsTests
{
    private static readonly InetAddress s_vip = InetAddress.Parse("10.3.0.1");
    private static readonly InetAddress s_vip6 = InetAddress.Parse("fd03::1");

    private static bool IsAllowed(byte[] frame)
    {
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        bool allowed = IcmpErrors.IsAllowed(frame, headers);
        Assert.Equal(allowed, IcmpErrors.TryBuild(
            frame, headers, IcmpErrorKind.TimeExceeded, 0, headers.Family == InetFamily.V4 ? s_vip : s_vip6, 1,
            new byte[2048], 256, out _, out _));
        return allowed;
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(8, true)]
    [InlineData(11, false)]
    [InlineData(12, false)]
    [InlineData(13, true)]
    [InlineData(18, true)]
    [InlineData(19, false)]
    public void IcmpErrors_AreNeverAnswered(byte type, bool allowed) =>
        Assert.Equal(allowed, IsAllowed(Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Icmp(type).Payload(40).Build()));

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(100, false)]
    [InlineData(128, true)]
    public void IcmpV6Errors_AreNeverAnswered(byte type, bool allowed) =>
        Assert.Equal(allowed, IsAllowed(Frame.Ethernet().IPv6("fd01::2", "fd03::1").Icmp(type).Payload(40).Build()));

    [Theory]
    [InlineData("10.1.0.2", "10.3.0.1", true)]
    [InlineData("224.0.0.5", "10.3.0.1", false)]
    [InlineData("255.255.255.255", "10.3.0.1", false)]
    [InlineData("0.0.0.0", "10.3.0.1", false)]
    [InlineData("10.1.0.2", "239.1.1.1", false)]
    [InlineData("fd01::2", "fd03::1", true)]
    [InlineData("ff02::1", "fd03::1", false)]
    [InlineData("::", "fd03::1", false)]
    [InlineData("fd01::2", "ff02::1", false)]
    public void GroupsAndNobody_AreNeverAnswered(string source, string destination, bool allowed) =>
        Assert.Equal(allowed, IsAllowed(Frame.Ethernet().Ip(source, destination).Udp(1, 2).Build()));

    [Fact]
    public void LaterFragmentsAndBroadcastFrames_AreNeverAnswered()
    {
        Assert.True(IsAllowed(Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Fragment(0, true).Udp(1, 2).Build()));
        Assert.False(IsAllowed(Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Fragment(8, true).Protocol(17).Payload(8).Build()));
        Assert.False(IsAllowed(Frame.Ethernet(destination: "ff:ff:ff:ff:ff:ff").IPv4("10.1.0.2", "10.3.0.1").Udp(1, 2).Build()));
    }

    [Theory]
    [InlineData(IcmpErrorKind.PortUnreachable, 3, 3, 0u)]
    [InlineData(IcmpErrorKind.HostUnreachable, 3, 1, 0u)]
    [InlineData(IcmpErrorKind.PacketTooBig, 3, 4, 1400u)]
    [InlineData(IcmpErrorKind.TimeExceeded, 11, 0, 0u)]
    public void IPv4Error_IsWholly(IcmpErrorKind kind, byte type, byte code, uint information)
    {
        FrameBuilder Cause() => Frame.Ethernet().Vlan(5).IPv4("10.1.0.2", "10.3.0.1").Tos(0xff).Tcp(40001, 80).Payload(1000);
        byte[] expected = Frame.Ethernet(Frame.DirectorMac, Frame.ClientMac).Vlan(5).IPv4("10.3.0.1", "10.1.0.2").Tos(0xde).Id(0x77)
            .MayFragment().Icmp(type, code, information).Payload(Cause().BuildIp()[..548]).Build();
        Assert.Equal(576, expected.Length - 18);
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(Build(Cause().Build(), kind, 1400, s_vip)));
    }

    [Theory]
    [InlineData(IcmpErrorKind.PortUnreachable, 1, 4, 0u)]
    [InlineData(IcmpErrorKind.HostUnreachable, 1, 3, 0u)]
    [InlineData(IcmpErrorKind.PacketTooBig, 2, 0, 1400u)]
    [InlineData(IcmpErrorKind.TimeExceeded, 3, 0, 0u)]
    public void IPv6Error_IsWholly(IcmpErrorKind kind, byte type, byte code, uint information)
    {
        FrameBuilder Cause() => Frame.Ethernet().IPv6("fd01::2", "fd03::1").Tos(0xff).FlowLabel(7).Tcp(40001, 80).Payload(1401);
        byte[] expected = Frame.Ethernet(Frame.DirectorMac, Frame.ClientMac).IPv6("fd03::1", "fd01::2")
            .Icmp(type, code, information).Payload(Cause().BuildIp()[..1232]).Build();
        Assert.Equal(1280, expected.Length - 14);
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(Build(Cause().Build(), kind, 1400, s_vip6)));
    }

    private static byte[] Build(byte[] cause, IcmpErrorKind kind, int mtu, InetAddress source)
    {
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(cause, out PacketHeaders headers));
        Assert.True(IcmpErrors.TryBuild(
            cause, headers, kind, mtu, source, 0x77, new byte[2048], 256, out PacketBuffer error, out PacketHeaders built));
        Assert.True(built.IsIcmpError);
        Assert.Equal(256, error.Start);
        return error.Frame.ToArray();
    }

    [Fact]
    public void SmallStorageOrOtherFamily_IsRefused()
    {
        byte[] cause = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Tcp(1, 2).Build();
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(cause, out PacketHeaders headers));
        Assert.False(IcmpErrors.TryBuild(cause, headers, IcmpErrorKind.TimeExceeded, 0, s_vip, 1, new byte[81], 0, out _, out _));
        Assert.True(IcmpErrors.TryBuild(cause, headers, IcmpErrorKind.TimeExceeded, 0, s_vip, 1, new byte[82], 0, out _, out _));
        Assert.False(IcmpErrors.TryBuild(cause, headers, IcmpErrorKind.TimeExceeded, 0, s_vip6, 1, new byte[2048], 0, out _, out _));
    }

    public static TheoryData<TunnelType, bool, bool> Tunnels => new()
    {
        { TunnelType.IpIp, false, false }, { TunnelType.IpIp, true, false },
        { TunnelType.IpIp, false, true }, { TunnelType.IpIp, true, true },
        { TunnelType.Gre, false, false }, { TunnelType.Gre, true, true },
        { TunnelType.Gue, false, false }, { TunnelType.Gue, true, false },
    };

    /// <summary>A router between director and real server finds our tunnel packet too big: the client is told, in its own terms.</summary>
    [Theory]
    [MemberData(nameof(Tunnels))]
    public void TooBigWithinTheTunnel_IsRelayed(TunnelType type, bool outerV6, bool innerV6)
    {
        TunnelOptions options = new(type, 6080, TunnelChecksum.None);
        byte[] original = Frame.Ethernet().Ip(innerV6 ? "fd01::2" : "10.1.0.2", innerV6 ? "fd03::1" : "10.3.0.1")
            .Tcp(40001, 80).Payload(1400).BuildIp();
        byte[] error = ErrorWithin(options, original, outerV6, outerV6 ? (byte)2 : (byte)3, outerV6 ? (byte)0 : (byte)4, 1400);
        Assert.True(Relay(error, options, innerV6, out byte[] relayed));

        InetFamily outer = outerV6 ? InetFamily.V6 : InetFamily.V4;
        int mtu = 1400 - TunnelMtu.Overhead(outer, options);
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(relayed, out PacketHeaders headers));
        Assert.True(TransportChecksum.IsValid(relayed, headers) && Checksum.IsValidHeader(relayed, headers));
        Assert.Equal((innerV6 ? s_vip6 : s_vip, mtu), (headers.Source, IcmpErrors.ReportedMtu(relayed, headers)));
        Assert.True(Packet.TryParseQuoted(relayed, headers, out QuotedPacket quoted));
        Assert.Equal((40001, 80), (quoted.SourcePort, quoted.DestinationPort));
        Assert.Equal(original[..200], relayed[quoted.NetworkOffset..(quoted.NetworkOffset + 200)]);
    }

    [Fact]
    public void TooBig_IsNotRelayedToThoseWhoLetFragment()
    {
        byte[] original = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").MayFragment().Tcp(1, 2).Payload(1400).BuildIp();
        Assert.False(Relay(ErrorWithin(default, original, false, 3, 4, 1400), default, false, out _));
    }

    [Theory]
    [InlineData(11, 0, 11, 0)]
    [InlineData(3, 3, 3, 3)]
    public void OtherErrors_KeepTheirType(byte type, byte code, byte toType, byte toCode)
    {
        byte[] original = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Tcp(1, 2).BuildIp();
        Assert.True(Relay(ErrorWithin(default, original, false, type, code, 0), default, false, out byte[] relayed));
        Assert.Equal((toType, toCode), (relayed[34], relayed[35]));
    }

    private static byte[] ErrorWithin(TunnelOptions options, byte[] original, bool outerV6, byte type, byte code, uint information)
    {
        byte inner = (byte)(original[0] >> 4 == 4 ? 4 : 41);
        byte[] etherType = inner == 4 ? [8, 0] : [0x86, 0xdd];
        FrameBuilder tunnel = Frame.Ethernet().Ip(outerV6 ? "fd02::1" : "10.2.0.1", outerV6 ? "fd02::12" : "10.2.0.12");
        tunnel = options.Type switch
        {
            TunnelType.IpIp => tunnel.Protocol(inner).Payload(original),
            TunnelType.Gre => tunnel.Protocol(47).Payload([0, 0, .. etherType, .. original]),
            _ => tunnel.Udp(40000, options.Port).Payload([0, inner, 0, 0, .. original]),
        };
        return Frame.Ethernet().Ip(outerV6 ? "fd02::99" : "10.2.0.99", outerV6 ? "fd02::1" : "10.2.0.1")
            .Icmp(type, code, information).Payload(tunnel.BuildIp()[..Math.Min(500, tunnel.BuildIp().Length)]).Build();
    }

    private static bool Relay(byte[] frame, TunnelOptions options, bool innerV6, out byte[] relayed)
    {
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        Assert.True(Packet.TryParseQuoted(frame, headers, out QuotedPacket outer));
        Assert.True(QuotedTunnel.TryParse(frame, outer, options, out QuotedPacket original));
        int mtu = TunnelMtu.Relayed(IcmpErrors.ReportedMtu(frame, headers), headers.Family, options);
        bool due = IcmpErrors.TryRelay(
            frame, headers, original, mtu, innerV6 ? s_vip6 : s_vip, 9, new byte[2048], 256, out PacketBuffer error, out _);
        relayed = error.Frame.ToArray();
        return due;
    }

    [Fact]
    public void ForeignTunnels_AreNotRecognised()
    {
        byte[] original = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Tcp(1, 2).BuildIp();
        byte[] frame = ErrorWithin(new TunnelOptions(TunnelType.Gue, 6080, TunnelChecksum.None), original, false, 11, 0, 0);
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        Assert.True(Packet.TryParseQuoted(frame, headers, out QuotedPacket outer));
        Assert.False(QuotedTunnel.TryParse(frame, outer, new TunnelOptions(TunnelType.Gue, 6081, TunnelChecksum.None), out _));
        Assert.False(QuotedTunnel.TryParse(frame, outer, new TunnelOptions(TunnelType.Gre, 0, TunnelChecksum.None), out _));
        Assert.False(QuotedTunnel.TryParse(frame, outer, default, out _));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(outer.TransportOffset + 8), 0x1f04);
        Assert.False(QuotedTunnel.TryParse(frame, outer, new TunnelOptions(TunnelType.Gue, 6080, TunnelChecksum.None), out _));
    }
}
