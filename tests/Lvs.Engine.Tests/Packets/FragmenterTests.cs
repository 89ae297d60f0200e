using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

public sealed class FragmenterTests
{
    /// <summary>Cuts a frame up; null when it cannot be.</summary>
    internal static List<byte[]>? Cut(byte[] frame, int mtu, uint id = 0x77)
    {
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        if (!Fragmenter.TryCreate(frame, headers, mtu, id, out Fragmenter fragmenter))
            return null;
        List<byte[]> fragments = [];
        byte[] storage = new byte[16 + fragmenter.MaxLength];
        while (fragmenter.TryNext(storage, 16, out PacketBuffer fragment))
            fragments.Add(fragment.Frame.ToArray());
        return fragments;
    }

    private static byte[] Payload(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    [Fact]
    public void IPv4_FragmentsAreWholly()
    {
        byte[] udp = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Udp(1, 2).Payload(Payload(100)).BuildIp()[20..];
        byte[] frame = Frame.Ethernet().Vlan(3).IPv4("10.1.0.2", "10.3.0.1").MayFragment().Id(0x4242)
            .Udp(1, 2).Payload(Payload(100)).Padding(5).Build();
        List<byte[]> fragments = Cut(frame, 70)!;
        Assert.Equal(3, fragments.Count);
        for (int i = 0; i < 3; i++)
        {
            byte[] expected = Frame.Ethernet().Vlan(3).IPv4("10.1.0.2", "10.3.0.1").Fragment(48 * i, i < 2, 0x4242)
                .Protocol(17).Payload(udp[(48 * i)..Math.Min(108, 48 * (i + 1))]).Build();
            Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(fragments[i]));
        }
    }

    [Fact]
    public void IPv6_FragmentHeaderStandsBehindRouting()
    {
        FrameBuilder Headers() => Frame.Ethernet().IPv6("fd01::2", "fd03::1").Extension(0, new byte[8]).Extension(43, new byte[8]);
        byte[] udp = Frame.Ethernet().IPv6("fd01::2", "fd03::1").Udp(1, 2).Payload(Payload(2000)).BuildIp()[40..];
        byte[] options = [17, 0, 0, 0, 0, 0, 0, 0];
        byte[] body = [.. options, .. udp];
        List<byte[]> fragments = Cut(Headers().Extension(60, new byte[8]).Udp(1, 2).Payload(Payload(2000)).Build(), 1280)!;
        Assert.Equal(2, fragments.Count);
        int room = (1280 - 40 - 16 - 8) & ~7;
        Assert.Equal(
            Convert.ToHexString(Headers().Fragment(0, true, 0x77).Protocol(60).Payload(body[..room]).Build()),
            Convert.ToHexString(fragments[0]));
        Assert.Equal(
            Convert.ToHexString(Headers().Fragment(room, false, 0x77).Protocol(60).Payload(body[room..]).Build()),
            Convert.ToHexString(fragments[1]));
    }

    [Fact]
    public void WhatFits_StaysWhole()
    {
        byte[] frame = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Udp(1, 2).Payload(72).Build();
        Assert.Equal(frame, Assert.Single(Cut(frame, 100)!));
        frame = Frame.Ethernet().IPv6("fd01::2", "fd03::1").Udp(1, 2).Payload(72).Build();
        Assert.Equal(frame, Assert.Single(Cut(frame, 120)!));
    }

    [Fact]
    public void OptionsNotToBeCopied_BecomeNoOperations()
    {
        byte[] frame = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").MayFragment().Options(7, 3, 4, 0x94, 4, 0, 0, 0)
            .Udp(1, 2).Payload(100).Build();
        List<byte[]> fragments = Cut(frame, 76)!;
        Assert.Equal(3, fragments.Count);
        Assert.Equal([7, 3, 4, 0x94, 4, 0, 0, 0], fragments[0][34..42]);
        Assert.Equal([1, 1, 1, 0x94, 4, 0, 0, 0], fragments[1][34..42]);
        Assert.All(fragments, f => Assert.Equal(0, FrameChecksum.Internet(f.AsSpan(14, 28))));
    }

    [Fact]
    public void AFragment_IsCutWithinItsDatagram()
    {
        byte[] frame = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Fragment(800, true, 5).Protocol(17).Payload(100 * 8).Build();
        List<byte[]> fragments = Cut(frame, 500)!;
        Assert.Equal(2, fragments.Count);
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(fragments[1], out PacketHeaders last));
        Assert.Equal((800 + 480, true), (last.FragmentOffset, last.MoreFragments));
    }

    [Fact]
    public void DontFragment_IsKept()
    {
        byte[] frame = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Udp(1, 2).Payload(100).Build();
        Assert.All(Cut(frame, 68)!, f => Assert.Equal(0x40, f[20] & 0x40));
    }

    [Fact]
    public void TooSmallAnMtu_OrAFragmentHeaderAlready_IsRefused()
    {
        byte[] frame = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Udp(1, 2).Payload(100).Build();
        Assert.Null(Cut(frame, 27));
        Assert.NotNull(Cut(frame, 28));
        Assert.Null(Cut(Frame.Ethernet().IPv6("fd01::2", "fd03::1").Udp(1, 2).Payload(100).Build(), 55));
        Assert.Null(Cut(Frame.Ethernet().IPv6("fd01::2", "fd03::1").Fragment(0, false).Udp(1, 2).Payload(100).Build(), 100));
    }

    [Fact]
    public void TooSmallStorage_IsAnArgumentError()
    {
        byte[] frame = Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Udp(1, 2).Payload(100).Build();
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        Assert.Throws<ArgumentException>(() =>
        {
            Assert.True(Fragmenter.TryCreate(frame, headers, 68, 0, out Fragmenter fragmenter));
            fragmenter.TryNext(new byte[fragmenter.MaxLength], 256, out _);
        });
    }

    [Theory]
    [InlineData(1500, 0, InetFamily.V4, 1500)]
    [InlineData(1500, 576, InetFamily.V4, 576)]
    [InlineData(1300, 1500, InetFamily.V4, 1300)]
    [InlineData(1500, 576, InetFamily.V6, 1280)]
    [InlineData(1500, 1400, InetFamily.V6, 1400)]
    public void Size_IsTheSendersOrTheLinks(int mtu, int largest, InetFamily family, int size) =>
        Assert.Equal(size, Fragmenter.SizeFor(mtu, largest, family));
}
