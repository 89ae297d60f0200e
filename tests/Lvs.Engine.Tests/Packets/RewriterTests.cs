using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

/// <summary>A rewritten frame is, byte for byte, the frame built with the new addresses, ports and TTL in the first place.</summary>
public sealed class RewriterTests
{
    private const int Client = 40001;

    public static TheoryData<string, bool> Kinds
    {
        get
        {
            TheoryData<string, bool> kinds = [];
            foreach (string transport in new[] { "tcp", "udp", "udp unsummed", "sctp", "options", "vlan", "first fragment" })
            {
                kinds.Add(transport, false);
                kinds.Add(transport, true);
            }

            return kinds;
        }
    }

    private static byte[] Make(string kind, bool v6, string source, string destination, ushort sp, ushort dp, byte ttl, int payload)
    {
        FrameBuilder frame = Frame.Ethernet();
        if (kind == "vlan")
            frame.Vlan(99);
        frame.Ip(source, destination).Ttl(ttl);
        if (kind == "options")
            _ = v6 ? frame.Extension(60, new byte[8]) : frame.Options(1, 1, 1, 0);
        if (kind == "first fragment")
            frame.Fragment(0, true);
        frame = kind switch
        {
            "udp" or "first fragment" => frame.Udp(sp, dp),
            "udp unsummed" => frame.Udp(sp, dp).NoChecksum(),
            "sctp" => frame.Sctp(sp, dp),
            _ => frame.Tcp(sp, dp, "PA"),
        };
        return frame.Payload(payload).Build();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Translation_EqualsBuildingAnew(string kind, bool v6)
    {
        Random random = new(kind.Length + (v6 ? 100 : 0));
        for (int i = 0; i < 500; i++)
        {
            string client = Address(random, v6);
            string service = Address(random, v6);
            string server = Address(random, v6);
            ushort port = (ushort)random.Next(1, 65536);
            ushort serverPort = i % 2 == 0 ? port : (ushort)random.Next(1, 65536);
            int payload = random.Next(2, 60);
            byte ttl = (byte)random.Next(2, 256);

            byte[] forward = Make(kind, v6, client, service, Client, port, ttl, payload);
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(forward, out PacketHeaders headers));
            Assert.True(Rewriter.DecrementTimeToLive(forward, ref headers));
            Assert.True(Rewriter.TranslateDestination(forward, ref headers, InetAddress.Parse(server), serverPort));
            Same(Make(kind, v6, client, server, Client, serverPort, (byte)(ttl - 1), payload), forward, headers);

            byte[] reply = Make(kind, v6, server, client, serverPort, Client, ttl, payload);
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(reply, out headers));
            Assert.True(Rewriter.TranslateSource(reply, ref headers, InetAddress.Parse(service), port));
            Assert.True(Rewriter.DecrementTimeToLive(reply, ref headers));
            Same(Make(kind, v6, service, client, port, Client, (byte)(ttl - 1), payload), reply, headers);
        }
    }

    [Fact]
    public void LaterFragment_ChangesItsAddressOnly()
    {
        byte[] frame = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Fragment(32, false).Protocol(17).Payload(20).Build();
        byte[] expected = Frame.Ethernet().IPv4("10.1.0.2", "10.2.0.11").Fragment(32, false).Protocol(17).Payload(20).Build();
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        Assert.True(Rewriter.TranslateDestination(frame, ref headers, InetAddress.Parse("10.2.0.11"), 53));
        Assert.Equal(expected, frame);
    }

    [Fact]
    public void WhatCannotBeTranslatedAlone_StaysAsItIs()
    {
        Refused(Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Tcp(1, 2).Build(), "fd02::11");
        Refused(Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Fragment(0, true).Tcp(1, 2).Build()[..50], "10.2.0.11");
        Refused(Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Fragment(0, true).Sctp(1, 2).Payload(8).Build(), "10.2.0.11");
        Refused(Frame.Ethernet().IPv6("fd01::2", "fd03::1").Extension(43, [0, 0, 0, 1, 0, 0, 0, 0]).Tcp(1, 2).Build(), "fd02::11");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void EndingTimeToLive_IsNotDecremented(byte ttl)
    {
        byte[] frame = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Ttl(ttl).Tcp(1, 2).Build();
        byte[] before = [.. frame];
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        Assert.False(Rewriter.DecrementTimeToLive(frame, ref headers));
        Assert.Equal(before, frame);
    }

    [Fact]
    public void WrongChecksum_StaysWrong()
    {
        byte[] frame = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Tcp(1, 2).Payload(10).Build();
        frame[^1] ^= 1;
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        Assert.True(Rewriter.TranslateDestination(frame, ref headers, InetAddress.Parse("10.2.0.11"), 80));
        Assert.False(TransportChecksum.IsValid(frame, headers));
    }

    private static void Refused(byte[] frame, string address)
    {
        if (frame.Length == 50)
            (frame[16], frame[17]) = (0, 36);
        byte[] before = [.. frame];
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        Assert.False(Rewriter.TranslateDestination(frame, ref headers, InetAddress.Parse(address), 99));
        Assert.Equal(before, frame);
    }

    private static void Same(byte[] expected, byte[] actual, in PacketHeaders headers)
    {
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(actual));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(actual, out PacketHeaders again));
        Assert.Equal(again, headers);
    }

    private static string Address(Random random, bool v6) => v6
        ? $"fd{random.Next(256):x2}::{random.Next(65536):x}:{random.Next(65536):x}"
        : $"10.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}";
}
