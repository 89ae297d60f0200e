using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

public sealed class EncapsulatorTests
{
    private const ulong Hash = 0x8000000000000000;

    public static TheoryData<TunnelType, TunnelChecksum, bool, bool> Tunnels
    {
        get
        {
            TheoryData<TunnelType, TunnelChecksum, bool, bool> tunnels = [];
            foreach (bool outerV6 in new[] { false, true })
            {
                foreach (bool innerV6 in new[] { false, true })
                {
                    tunnels.Add(TunnelType.IpIp, TunnelChecksum.None, outerV6, innerV6);
                    tunnels.Add(TunnelType.Gre, TunnelChecksum.None, outerV6, innerV6);
                    tunnels.Add(TunnelType.Gre, TunnelChecksum.Full, outerV6, innerV6);
                    tunnels.Add(TunnelType.Gue, TunnelChecksum.None, outerV6, innerV6);
                    tunnels.Add(TunnelType.Gue, TunnelChecksum.Full, outerV6, innerV6);
                    tunnels.Add(TunnelType.Gue, TunnelChecksum.Remote, outerV6, innerV6);
                }
            }

            return tunnels;
        }
    }

    private static FrameBuilder Inner(bool v6) =>
        Frame.Ethernet().Ip(v6 ? "fd01::2" : "10.1.0.2", v6 ? "fd03::1" : "10.3.0.1").Ttl(63).Tos(0xb9).FlowLabel(v6 ? 0xc43afu : 0);

    private static Tunnel TunnelOf(TunnelType type, TunnelChecksum checksum, bool v6, bool copyDf = true) => new(
        InetAddress.Parse(v6 ? "fd02::1" : "10.2.0.1"), InetAddress.Parse(v6 ? "fd02::12" : "10.2.0.12"),
        new TunnelOptions(type, (ushort)(type == TunnelType.Gue ? 6080 : 0), checksum), copyDf);

    /// <summary>Encapsulates and gives back the packet behind the Ethernet header.</summary>
    private static byte[] Encapsulate(byte[] frame, Tunnel tunnel, bool partial = false)
    {
        Assert.True(PacketBuffer.TryCopy(frame, new byte[4096], PacketBuffer.DefaultHeadroom, out PacketBuffer buffer));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(buffer.Frame, out PacketHeaders headers));
        Assert.True(Encapsulator.TryEncapsulate(ref buffer, ref headers, tunnel, 0x5151, Hash, partial));
        Assert.True(LinkLayer.TryWrite(ref buffer, ref headers, GoldenFrames.HopOf(frame)));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(buffer.Frame, out PacketHeaders again));
        Assert.True(Checksum.IsValidHeader(buffer.Frame, again) && TransportChecksum.IsValid(buffer.Frame, again));
        Assert.Equal(
            (again.TransportOffset, again.TotalLength, again.Protocol),
            (headers.TransportOffset, headers.TotalLength, headers.Protocol));
        return buffer.Frame[14..].ToArray();
    }

    [Theory]
    [MemberData(nameof(Tunnels))]
    public void OuterHeaders_AreTheKernels(TunnelType type, TunnelChecksum checksum, bool outerV6, bool innerV6)
    {
        byte[] inner = Inner(innerV6).Tcp(40001, 80, "PA").Payload(11).BuildIp();
        byte[] frame = Inner(innerV6).Tcp(40001, 80, "PA").Payload(11).Padding(3).Build();
        byte[] actual = Encapsulate(frame, TunnelOf(type, checksum, outerV6));

        byte innerProtocol = (byte)(innerV6 ? 41 : 4);
        FrameBuilder outer = Frame.Ethernet().Ip(outerV6 ? "fd02::1" : "10.2.0.1", outerV6 ? "fd02::12" : "10.2.0.12").Ttl(63).Tos(0xb9);
        outer = innerV6 ? outer.MayFragment().Id(0x5151) : outer.Id(0);
        byte[] expected = type switch
        {
            TunnelType.IpIp => outer.Protocol(innerProtocol).Payload(inner).BuildIp(),
            TunnelType.Gre => outer.Protocol(47).Payload(Gre(inner, innerV6, checksum == TunnelChecksum.Full)).BuildIp(),
            _ => Gue(outer, [0, innerProtocol, 0, 0, .. inner], checksum != TunnelChecksum.None).BuildIp(),
        };
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(actual));
        Assert.Equal(
            inner.Length + TunnelMtu.Overhead(outerV6 ? InetFamily.V6 : InetFamily.V4, TunnelOf(type, checksum, outerV6).Options),
            actual.Length);
    }

    private static FrameBuilder Gue(FrameBuilder outer, byte[] payload, bool checksum)
    {
        outer.Udp(32768 + (28232 / 2), 6080).Payload(payload);
        return checksum ? outer : outer.NoChecksum();
    }

    private static byte[] Gre(byte[] inner, bool v6, bool checksum)
    {
        byte[] type = v6 ? [0x86, 0xdd] : [0x08, 0x00];
        if (!checksum)
            return [0, 0, .. type, .. inner];
        byte[] packet = [0x80, 0, .. type, 0, 0, 0, 0, .. inner];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), FrameChecksum.Internet(packet));
        return packet;
    }

    [Fact]
    public void DontFragment_IsCopiedOnlyWherePmtuDiscoverySays()
    {
        static ushort Fragment(byte[] packet) => BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(6));
        byte[] set = Inner(false).Tcp(1, 2).Build();
        byte[] clear = Inner(false).MayFragment().Tcp(1, 2).Build();
        Assert.Equal(0x4000, Fragment(Encapsulate(set, TunnelOf(TunnelType.IpIp, TunnelChecksum.None, false))));
        Assert.Equal(0, Fragment(Encapsulate(clear, TunnelOf(TunnelType.IpIp, TunnelChecksum.None, false))));
        byte[] ignored = Encapsulate(set, TunnelOf(TunnelType.IpIp, TunnelChecksum.None, false, copyDf: false));
        Assert.Equal(0, Fragment(ignored));
        Assert.Equal(0x5151, BinaryPrimitives.ReadUInt16BigEndian(ignored.AsSpan(4)));
    }

    [Theory]
    [InlineData(0x00, 0x00)]
    [InlineData(0xb9, 0xb9)]
    [InlineData(0xba, 0xba)]
    [InlineData(0xbb, 0xba)]
    public void CongestionMark_BecomesEct0Outside(byte inner, byte outer)
    {
        byte[] packet = Encapsulate(Inner(false).Tos(inner).Tcp(1, 2).Build(), TunnelOf(TunnelType.IpIp, TunnelChecksum.None, false));
        Assert.Equal((outer, inner), (packet[1], packet[21]));
    }

    [Fact]
    public void RemoteChecksum_OfAPartialOne_IsLeftToTheReceiver()
    {
        byte[] frame = Inner(false).Tcp(40001, 80).Payload(4).Build();
        byte[] packet = Encapsulate(frame, TunnelOf(TunnelType.Gue, TunnelChecksum.Remote, false), partial: true);
        Assert.Equal(20 + 8 + 12 + 44, packet.Length);
        Assert.Equal([2, 4, 0, 1, 0x80, 0, 0, 0, 0, 20, 0, 36], packet[28..40]);
        Assert.Equal(frame[14..], packet[40..]);
    }

    [Fact]
    public void NoHeadroom_ChangesNothing()
    {
        byte[] frame = Inner(false).Tcp(1, 2).Padding(2).Build();
        Assert.True(PacketBuffer.TryCopy(frame, new byte[200], 19, out PacketBuffer buffer));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(buffer.Frame, out PacketHeaders headers));
        Assert.False(Encapsulator.TryEncapsulate(ref buffer, ref headers, TunnelOf(TunnelType.IpIp, TunnelChecksum.None, false), 1, 1));
        Assert.Equal(frame, buffer.Frame.ToArray());
    }

    [Fact]
    public void TooLong_IsRefused()
    {
        byte[] frame = Inner(false).Udp(1, 2).Payload(65535 - 28 - 19).Build();
        Assert.True(PacketBuffer.TryCopy(frame, new byte[70000], 256, out PacketBuffer buffer));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(buffer.Frame, out PacketHeaders headers));
        Assert.False(Encapsulator.TryEncapsulate(ref buffer, ref headers, TunnelOf(TunnelType.IpIp, TunnelChecksum.None, false), 1, 1));
        Assert.True(Encapsulator.TryEncapsulate(ref buffer, ref headers, TunnelOf(TunnelType.IpIp, TunnelChecksum.None, true), 1, 1));
    }

    [Fact]
    public void SourcePort_SpreadsOverTheLocalRange()
    {
        Assert.Equal(GueSourcePort.First, GueSourcePort.Of(0));
        Assert.Equal(GueSourcePort.Last, GueSourcePort.Of(ulong.MaxValue));
        Assert.Equal(GueSourcePort.Of(0x1234567800000000), GueSourcePort.Of(0x12345678ffffffff));
    }

    [Fact]
    public void Mtu_IsLessTheOverhead()
    {
        TunnelOptions gue = new(TunnelType.Gue, 6080, TunnelChecksum.None);
        TunnelOptions gre = new(TunnelType.Gre, 0, TunnelChecksum.Full);
        Assert.Equal(1468, TunnelMtu.Inner(1500, InetFamily.V4, gue));
        Assert.Equal(1472, TunnelMtu.Inner(1500, InetFamily.V4, gre));
        Assert.Equal(1460, TunnelMtu.Inner(1500, InetFamily.V6, default));
        Assert.Equal(1260, TunnelMtu.Inner(1300, InetFamily.V6, default));
        Assert.Equal(1380, TunnelMtu.Relayed(1400, InetFamily.V4, default));
        Assert.Equal(80, TunnelMtu.Relayed(80, InetFamily.V4, default));
    }
}
