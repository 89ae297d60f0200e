using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

/// <summary>Frames whose lengths do not agree, each with the reason it is refused for.</summary>
public sealed class MalformedFrameTests
{
    public static TheoryData<string> GoodFrames => [.. TestFrames.Good.Keys];

    private static ParseStatus StatusOf(byte[] frame) => Packet.TryParse(frame, out _);

    private static byte[] With(byte[] frame, int offset, params byte[] bytes)
    {
        bytes.CopyTo(frame, offset);
        return frame;
    }

    [Theory]
    [MemberData(nameof(GoodFrames))]
    public void EveryTruncation_IsMalformed(string name)
    {
        byte[] frame = TestFrames.Good[name];
        Assert.Equal(ParseStatus.Ok, StatusOf(frame));
        for (int length = 0; length < frame.Length; length++)
            Assert.True(StatusOf(frame[..length]).IsMalformed(), $"{name} cut to {length} of {frame.Length} bytes");
    }

    [Fact]
    public void IPv4_LyingHeader()
    {
        byte[] Tcp() => Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Tcp(1, 2).Build();
        Assert.Equal(ParseStatus.BadVersion, StatusOf(With(Tcp(), 14, 0x65)));
        Assert.Equal(ParseStatus.BadHeaderLength, StatusOf(With(Tcp(), 14, 0x44)));
        Assert.Equal(ParseStatus.BadHeaderLength, StatusOf(With(Tcp(), 14, 0x4f)));
        Assert.Equal(ParseStatus.BadTotalLength, StatusOf(With(Tcp(), 16, 0, 19)));
        Assert.Equal(ParseStatus.BadTotalLength, StatusOf(With(Tcp(), 16, 0, 41)));
        Assert.Equal(ParseStatus.TruncatedTransport, StatusOf(With(Tcp(), 16, 0, 39)));
    }

    [Fact]
    public void Transport_LyingLengths()
    {
        byte[] Tcp() => Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Tcp(1, 2).Build();
        byte[] Udp() => Frame.Ethernet().IPv6("fd01::2", "fd03::1").Udp(1, 2).Payload(4).Build();
        byte[] Sctp() => Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Sctp(1, 2).Payload(4).Build();
        Assert.Equal(ParseStatus.BadTcpDataOffset, StatusOf(With(Tcp(), 34 + 12, 0x40)));
        Assert.Equal(ParseStatus.BadTcpDataOffset, StatusOf(With(Tcp(), 34 + 12, 0x60)));
        Assert.Equal(ParseStatus.BadUdpLength, StatusOf(With(Udp(), 54 + 4, 0, 7)));
        Assert.Equal(ParseStatus.BadUdpLength, StatusOf(With(Udp(), 54 + 4, 0, 13)));
        Assert.Equal(ParseStatus.Ok, StatusOf(With(Udp(), 54 + 4, 0, 11)));
        Assert.Equal(ParseStatus.BadSctpChunk, StatusOf(With(Sctp(), 34 + 14, 0, 3)));
        Assert.Equal(ParseStatus.BadSctpChunk, StatusOf(With(Sctp(), 34 + 14, 0, 9)));
    }

    [Fact]
    public void FragmentBeyond65535_IsRefused()
    {
        Assert.Equal(ParseStatus.BadFragment, StatusOf(
            Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Fragment(65528, false).Protocol(1).Payload(100).Build()));
        Assert.Equal(ParseStatus.BadFragment, StatusOf(
            Frame.Ethernet().IPv6("fd01::2", "fd03::1").Fragment(65528, false).Protocol(58).Payload(100).Build()));
    }

    [Fact]
    public void IPv6_BadExtensions()
    {
        static FrameBuilder Start() => Frame.Ethernet().IPv6("fd01::2", "fd03::1");
        Assert.Equal(
            ParseStatus.BadExtensionHeader,
            StatusOf(Start().Extension(60, new byte[8]).Extension(0, new byte[8]).Tcp(1, 2).Build()));
        Assert.Equal(ParseStatus.BadExtensionHeader, StatusOf(With(Start().Extension(60, new byte[8]).Udp(1, 2).Build(), 54 + 1, 9)));
        Assert.Equal(ParseStatus.BadExtensionHeader, StatusOf(Start().Fragment(0, true).Fragment(0, true).Udp(1, 2).Build()));
        FrameBuilder many = Start();
        for (int i = 0; i <= Packet.MaxExtensionHeaders; i++)
            many.Extension(60, new byte[8]);
        Assert.Equal(ParseStatus.TooManyExtensionHeaders, StatusOf(many.Tcp(1, 2).Build()));
    }
}
