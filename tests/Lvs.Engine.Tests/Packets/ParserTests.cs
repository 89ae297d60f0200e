using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

public sealed class ParserTests
{
    private static PacketHeaders Parse(byte[] frame)
    {
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        return headers;
    }

    [Fact]
    public void TcpOverIPv4_AllFields()
    {
        byte[] frame = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Ttl(17).Tos(0xb9).Id(0x4711).Tcp(40001, 80, "SE", 2, 4, 5, 180)
            .Payload(7).Build();
        PacketHeaders h = Parse(frame);
        Assert.Equal((14, 34, 24), (h.NetworkOffset, h.TransportOffset, h.TransportHeaderLength));
        Assert.Equal((20 + 24 + 7, frame.Length), (h.TotalLength, h.End));
        Assert.Equal((InetFamily.V4, IpProtocol.Tcp), (h.Family, h.Protocol));
        Assert.Equal((17, 0xb9, 0x4711u), (h.TimeToLive, h.TrafficClass, h.Identification));
        Assert.Equal((InetAddress.Parse("10.1.0.2"), InetAddress.Parse("10.3.0.1")), (h.Source, h.Destination));
        Assert.Equal((true, 40001, 80), (h.HasPorts, h.SourcePort, h.DestinationPort));
        Assert.Equal(TcpFlags.Syn | TcpFlags.Ece, h.TcpFlags);
        Assert.True(h.DontFragment);
        Assert.False(h.IsFragment || h.HasOptions || h.IsIcmpError);
    }

    [Fact]
    public void UdpOverIPv6_AllFields()
    {
        PacketHeaders h = Parse(
            Frame.Ethernet().IPv6("fd01::2", "fd03::1").Ttl(3).Tos(0x2e).FlowLabel(0xfffff).Udp(53, 5353).Payload(9).Build());
        Assert.Equal((14, 54, 8), (h.NetworkOffset, h.TransportOffset, h.TransportHeaderLength));
        Assert.Equal((40 + 8 + 9, 3, 0x2e), (h.TotalLength, h.TimeToLive, h.TrafficClass));
        Assert.Equal((InetAddress.Parse("fd01::2"), InetAddress.Parse("fd03::1")), (h.Source, h.Destination));
        Assert.Equal((IpProtocol.Udp, 53, 5353), (h.Protocol, h.SourcePort, h.DestinationPort));
        Assert.Equal(ExtensionHeaders.None, h.Extensions);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void VlanTags_AreSteppedOver(int tags)
    {
        FrameBuilder builder = Frame.Ethernet().Vlan(0xa00c, 0x88a8);
        if (tags == 2)
            builder.Vlan(7);
        PacketHeaders h = Parse(builder.IPv4("10.1.0.2", "10.3.0.1").Udp(1, 2).Build());
        Assert.Equal((14 + (4 * tags), tags, 0xa00c), (h.NetworkOffset, h.VlanTags, h.Vlan));
    }

    [Fact]
    public void ThreeVlanTagsAndArp_AreNotIp()
    {
        byte[] three = Frame.Ethernet().Vlan(1).Vlan(2).Vlan(3).IPv4("10.1.0.2", "10.3.0.1").Udp(1, 2).Build();
        Assert.Equal(ParseStatus.NotIp, Packet.TryParse(three, out _));
        byte[] arp = [.. Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Build().AsSpan(0, 12), 8, 6, .. new byte[28]];
        Assert.Equal(ParseStatus.NotIp, Packet.TryParse(arp, out _));
    }

    [Fact]
    public void Padding_IsOutsideThePacket()
    {
        byte[] frame = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Tcp(1, 2).Padding(6).Build();
        Assert.Equal(60, frame.Length);
        Assert.Equal(54, Parse(frame).End);
    }

    [Fact]
    public void IPv4Options_AreReported()
    {
        PacketHeaders h = Parse(Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Options(0x94, 4, 0, 0).Tcp(5, 6, "S").Build());
        Assert.True(h.HasOptions);
        Assert.Equal((38, 5), (h.TransportOffset, h.SourcePort));
    }

    [Fact]
    public void IPv6Extensions_AreSteppedOver()
    {
        PacketHeaders h = Parse(Frame.Ethernet().IPv6("fd01::2", "fd03::1").Extension(0, new byte[8]).Extension(60, new byte[16])
            .Extension(43, new byte[24]).Tcp(5, 6).Build());
        Assert.Equal(ExtensionHeaders.HopByHop | ExtensionHeaders.DestinationOptions | ExtensionHeaders.Routing, h.Extensions);
        Assert.Equal((54 + 48, IpProtocol.Tcp, 6), (h.TransportOffset, h.Protocol, h.DestinationPort));
        Assert.True(h.HasOptions);
    }

    [Fact]
    public void RoutingWithSegmentsLeft_IsPending()
    {
        PacketHeaders h = Parse(Frame.Ethernet().IPv6("fd01::2", "fd03::1").Extension(43, [0, 0, 4, 1, 0, 0, 0, 0]).Tcp(5, 6).Build());
        Assert.True(h.Extensions.HasFlag(ExtensionHeaders.RoutingPending));
    }

    [Fact]
    public void Fragments_ShowPortsInTheFirstOnly()
    {
        PacketHeaders first = Parse(Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Fragment(0, true, 77).Udp(9, 10).Payload(16).Build());
        Assert.True(first.IsFragment && first.MoreFragments && first.HasPorts);
        Assert.Equal((9, 77u), (first.SourcePort, first.Identification));
        PacketHeaders later = Parse(
            Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Fragment(1480, false, 77).Protocol(17).Payload(4).Build());
        Assert.True(later.IsFragment && !later.HasPorts);
        Assert.Equal(1480, later.FragmentOffset);
    }

    [Fact]
    public void IPv6Fragments_AreReported()
    {
        PacketHeaders later = Parse(
            Frame.Ethernet().IPv6("fd01::2", "fd03::1").Fragment(1232, true, 0xcafebabe).Protocol(17).Payload(8).Build());
        Assert.Equal(
            (54, 62, 1232, 0xcafebabe),
            (later.FragmentHeaderOffset, later.TransportOffset, later.FragmentOffset, later.Identification));
        Assert.True(later.IsFragment && !later.HasPorts && !later.HasOptions);
        PacketHeaders atomic = Parse(Frame.Ethernet().IPv6("fd01::2", "fd03::1").Fragment(0, false).Udp(3, 4).Build());
        Assert.False(atomic.IsFragment);
        Assert.Equal((3, 54), (atomic.SourcePort, atomic.FragmentHeaderOffset));
    }

    [Fact]
    public void Sctp_ShowsItsFirstChunk()
    {
        PacketHeaders h = Parse(Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Sctp(36412, 36413, 10).Payload(8).Build());
        Assert.Equal((10, 36412, 12), (h.SctpChunk, h.SourcePort, h.TransportHeaderLength));
    }

    [Theory]
    [InlineData(SctpChunk.CookieEcho, 7, SctpChunk.Abort, SctpChunk.Abort)] // the cookie is three bytes long, padded to four
    [InlineData(SctpChunk.CookieAck, 8, SctpChunk.Abort, SctpChunk.Abort)]
    [InlineData(SctpChunk.CookieEcho, 8, 0, SctpChunk.CookieEcho)]
    [InlineData(SctpChunk.CookieEcho, 12, SctpChunk.Abort, SctpChunk.CookieEcho)] // nothing is behind it
    [InlineData(3, 8, SctpChunk.Abort, 3)]
    public void Sctp_ShowsAnAbortBehindACookie(byte first, byte length, byte second, byte shown)
    {
        byte[] frame = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Sctp(36412, 36413, first).Payload(1, 2, 3, 0, second, 0, 0, 4).Build();
        frame[14 + 20 + 12 + 3] = length;
        Assert.Equal(shown, Parse(frame).SctpChunk);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(127, true)]
    [InlineData(128, false)]
    [InlineData(135, false)]
    public void Icmpv6Errors_AreAllThatAreNoInformation(byte type, bool isError)
    {
        byte[] quoted = Frame.Ethernet().IPv6("fd03::1", "fd01::2").Tcp(80, 40001).BuildIp();
        byte[] frame = Frame.Ethernet().IPv6("fd09::9", "fd03::1").Icmp(type, 1).Payload(quoted).Build();
        PacketHeaders h = Parse(frame);
        Assert.Equal((type, (byte)1, isError), (h.IcmpType, h.IcmpCode, h.IsIcmpError));
        Assert.Equal(isError, Packet.TryParseQuoted(frame, h, out _));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(11, true)]
    [InlineData(5, false)]
    [InlineData(8, false)]
    [InlineData(12, false)]
    public void IcmpErrors_AreThoseIpvsMatches(byte type, bool isError)
    {
        byte[] quoted = Frame.Ethernet().IPv4("10.3.0.1", "10.1.0.2").Tcp(80, 40001).BuildIp();
        byte[] frame = Frame.Ethernet().IPv4("10.9.9.9", "10.3.0.1").Icmp(type, 1).Payload(quoted).Build();
        PacketHeaders h = Parse(frame);
        Assert.Equal((type, (byte)1, isError), (h.IcmpType, h.IcmpCode, h.IsIcmpError));
        Assert.Equal(isError, Packet.TryParseQuoted(frame, h, out QuotedPacket q));
        if (isError)
            Assert.Equal((42, 62, true, 80, 40001), (q.NetworkOffset, q.TransportOffset, q.HasPorts, q.SourcePort, q.DestinationPort));
    }

    [Fact]
    public void IcmpV6Error_QuotesThroughExtensions()
    {
        byte[] quoted = Frame.Ethernet().IPv6("fd03::1", "fd01::2").Extension(60, new byte[8]).Udp(53, 40001).Payload(100).BuildIp();
        byte[] frame = Frame.Ethernet().IPv6("fd09::9", "fd03::1").Icmp(2, 0, 1280).Payload(quoted[..52]).Build();
        Assert.True(Packet.TryParseQuoted(frame, Parse(frame), out QuotedPacket q));
        Assert.Equal((InetAddress.Parse("fd03::1"), 53, 40001), (q.Source, q.SourcePort, q.DestinationPort));
        Assert.Equal(IpProtocol.Udp, q.Protocol);
    }

    [Fact]
    public void QuotedLaterFragment_HasNoPorts()
    {
        byte[] quoted = Frame.Ethernet().IPv4("10.3.0.1", "10.1.0.2").Fragment(8, true).Protocol(17).Payload(8).BuildIp();
        byte[] frame = Frame.Ethernet().IPv4("10.9.9.9", "10.3.0.1").Icmp(11).Payload(quoted).Build();
        Assert.True(Packet.TryParseQuoted(frame, Parse(frame), out QuotedPacket q));
        Assert.True(q.IsLaterFragment && !q.HasPorts);
    }

    [Fact]
    public void BrokenQuotation_IsNoQuotation()
    {
        byte[] frame = Frame.Ethernet().IPv4("10.9.9.9", "10.3.0.1").Icmp(11).Payload(19).Build();
        Assert.False(Packet.TryParseQuoted(frame, Parse(frame), out _));
    }

    [Fact]
    public void BarePacket_IsParsedByItsVersion()
    {
        Assert.Equal(ParseStatus.Ok, Packet.TryParseNetwork(
            Frame.Ethernet().IPv6("fd01::2", "fd03::1").Tcp(1, 2).BuildIp(), out PacketHeaders h));
        Assert.Equal((0, 40), (h.NetworkOffset, h.TransportOffset));
        Assert.Equal(ParseStatus.BadVersion, Packet.TryParseNetwork([0x50, .. new byte[60]], out _));
        Assert.Equal(ParseStatus.TruncatedNetwork, Packet.TryParseNetwork([], out _));
    }
}
