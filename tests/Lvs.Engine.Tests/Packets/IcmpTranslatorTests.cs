using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

/// <summary>Translated errors equal errors about the untranslated packet, but for the quoted transport checksum.</summary>
public sealed class IcmpTranslatorTests
{
    private static byte[] Error(string from, string to, byte[] quoted, byte type) =>
        Frame.Ethernet().Ip(from, to).Icmp(type, 1, 0x05dc).Payload(quoted).Build();

    private static byte[] Quoted(string from, string to, ushort sp, ushort dp, int length) =>
        Frame.Ethernet().Ip(from, to).Options().Udp(sp, dp).NoChecksum().Payload(60).BuildIp()[..length];

    [Theory]
    [InlineData("10.1.0.2", "10.3.0.1", "10.2.0.11", 28)]
    [InlineData("10.1.0.2", "10.3.0.1", "10.2.0.11", 57)]
    [InlineData("fd01::2", "fd03::1", "fd02::11", 48)]
    [InlineData("fd01::2", "fd03::1", "fd02::11", 85)]
    public void BothDirections(string client, string service, string server, int length)
    {
        byte type = (byte)(server.Contains(':') ? 1 : 3);
        byte[] frame = Error(server, client, Quoted(client, server, 40001, 8080, length), type);
        (PacketHeaders headers, QuotedPacket quoted) = Parse(frame);
        Assert.True(IcmpTranslator.ToClient(frame, ref headers, ref quoted, InetAddress.Parse(service), 80));
        Assert.Equal(
            Convert.ToHexString(Error(service, client, Quoted(client, service, 40001, 80, length), type)),
            Convert.ToHexString(frame));
        Assert.Equal((headers, quoted), Parse(frame));

        frame = Error(client, service, Quoted(service, client, 80, 40001, length), type);
        (headers, quoted) = Parse(frame);
        Assert.True(IcmpTranslator.ToServer(frame, ref headers, ref quoted, InetAddress.Parse(server), 8080));
        Assert.Equal(
            Convert.ToHexString(Error(client, server, Quoted(server, client, 8080, 40001, length), type)),
            Convert.ToHexString(frame));
        Assert.Equal((headers, quoted), Parse(frame));
    }

    [Fact]
    public void RouterOnTheWay_AppearsAsTheService()
    {
        byte[] frame = Error("10.2.0.254", "10.1.0.2", Quoted("10.1.0.2", "10.2.0.11", 40001, 53, 28), 11);
        (PacketHeaders headers, QuotedPacket quoted) = Parse(frame);
        Assert.True(IcmpTranslator.ToClient(frame, ref headers, ref quoted, InetAddress.Parse("10.3.0.1"), 53));
        Assert.Equal(Error("10.3.0.1", "10.1.0.2", Quoted("10.1.0.2", "10.3.0.1", 40001, 53, 28), 11), frame);
    }

    [Fact]
    public void MissingPortsOrOtherFamily_ChangeNothing()
    {
        byte[] frame = Error("10.2.0.11", "10.1.0.2", Quoted("10.1.0.2", "10.2.0.11", 40001, 53, 23), 3);
        byte[] before = [.. frame];
        (PacketHeaders headers, QuotedPacket quoted) = Parse(frame);
        Assert.False(quoted.HasPorts);
        Assert.False(IcmpTranslator.ToClient(frame, ref headers, ref quoted, InetAddress.Parse("10.3.0.1"), 53));
        Assert.False(IcmpTranslator.ToServer(frame, ref headers, ref quoted, InetAddress.Parse("fd02::11"), 53));
        Assert.Equal(before, frame);
    }

    private static (PacketHeaders Headers, QuotedPacket Quoted) Parse(byte[] frame)
    {
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        Assert.True(Packet.TryParseQuoted(frame, headers, out QuotedPacket quoted));
        Assert.True(TransportChecksum.IsValid(frame, headers) && Checksum.IsValidHeader(frame, headers));
        return (headers, quoted);
    }
}
