using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;
using Reason = Lvs.Xdp.Tests.Programs.Support.Reason;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>Encapsulation against the C# reference, byte for byte.</summary>
public sealed class TunnelTests(LazyDatapath lazy) : DatapathTests(lazy)
{
    public static TheoryData<bool, bool, TunnelType, TunnelChecksum, byte> Tunnels()
    {
        var data = new TheoryData<bool, bool, TunnelType, TunnelChecksum, byte>();
        foreach (bool inner6 in new[] { false, true })
        {
            foreach (bool outer6 in new[] { false, true })
            {
                foreach (byte protocol in new byte[] { 6, 17 })
                {
                    data.Add(inner6, outer6, TunnelType.IpIp, TunnelChecksum.None, protocol);
                    data.Add(inner6, outer6, TunnelType.Gre, TunnelChecksum.None, protocol);
                    data.Add(inner6, outer6, TunnelType.Gre, TunnelChecksum.Full, protocol);
                    data.Add(inner6, outer6, TunnelType.Gue, TunnelChecksum.None, protocol);
                    data.Add(inner6, outer6, TunnelType.Gue, TunnelChecksum.Full, protocol);
                    data.Add(inner6, outer6, TunnelType.Gue, TunnelChecksum.Remote, protocol);
                }
            }
        }

        return data;
    }

    [RootTheory]
    [MemberData(nameof(Tunnels))]
    public void A_packet_leaves_encapsulated(bool inner6, bool outer6, TunnelType type, TunnelChecksum checksum, byte protocol)
    {
        Flow flow = Tunnelled(inner6, outer6, type, checksum, protocol);

        for (int length = 0; length < 70; length++)
        {
            byte[] frame = flow.Request().Payload(length).Tos((byte)(length * 4)).Id((ushort)(length * 77)).Build();
            byte[] expected = Encapsulated(flow, outer6, type, checksum, frame);
            Verdict verdict = Path.Run(frame);
            Assert.Equal(Reason.ForwardedIn, verdict.Reason);
            Assert.Equal(expected, verdict.Frame);
        }
    }

    [RootTheory]
    [InlineData(0x00)]
    [InlineData(0x01)]
    [InlineData(0x02)]
    [InlineData(0x03)]
    [InlineData(0xff)]
    public void Congestion_marks_are_carried_as_ect0(byte tos)
    {
        Flow flow = Tunnelled(false, false, TunnelType.IpIp, TunnelChecksum.None, 6);
        byte[] frame = flow.Request().Tos(tos).MayFragment().Build();

        Assert.Equal(Encapsulated(flow, false, TunnelType.IpIp, TunnelChecksum.None, frame), Path.Run(frame).Frame);
    }

    [RootFact]
    public void Without_path_mtu_discovery_the_outer_header_may_be_fragmented()
    {
        Flow flow = Tunnelled(false, false, TunnelType.IpIp, TunnelChecksum.None, 6);
        Path.Settings.Number("flags", 0x08);

        byte[] outer = Path.Run(flow.Request().Build()).Frame;

        Assert.Equal(0, outer[20]);
    }

    [RootFact]
    public void Padding_stays_outside()
    {
        Flow flow = Tunnelled(false, false, TunnelType.IpIp, TunnelChecksum.None, 6);
        byte[] frame = flow.Request().Padding(6).Build();

        byte[] sent = Path.Run(frame).Frame;

        Assert.Equal(14 + 20 + 40, sent.Length);
    }

    [RootTheory]
    [InlineData(33, 0)]
    [InlineData(0, 44)]
    [InlineData(33, 44)]
    public void Vlan_tags_belong_to_the_link(ushort from, ushort to)
    {
        Flow flow = Tunnelled(false, true, TunnelType.Gue, TunnelChecksum.Full, 17);
        Path.Server(flow.ServerId).Number("vlan", to);
        var builder = Frame.Ethernet();
        if (from != 0)
            builder.Vlan(from);
        byte[] frame = builder.Ip(flow.Client, flow.Virtual).Udp(flow.ClientPort, flow.VirtualPort).Payload(5).Padding(9).Build();

        Assert.Equal(Encapsulated(flow, true, TunnelType.Gue, TunnelChecksum.Full, frame, to), Path.Run(frame).Frame);
    }

    [RootTheory]
    [InlineData(TunnelType.IpIp, 20)]
    [InlineData(TunnelType.Gre, 24)]
    [InlineData(TunnelType.Gue, 32)]
    public void The_mtu_holds_for_the_whole(TunnelType type, int overhead)
    {
        Flow flow = Tunnelled(false, false, type, TunnelChecksum.None, 17);
        int fits = 1500 - overhead - 28;

        Assert.Equal(Reason.ForwardedIn, Path.Run(flow.Request().Payload(fits).Build()).Reason);
        Assert.Equal(Reason.PuntTooBig, Path.Run(flow.Request().Payload(fits + 1).Build()).Reason);
    }

    [RootFact]
    public void A_checksum_that_needs_the_payload_is_left_to_lvsd()
    {
        Flow flow = Tunnelled(false, false, TunnelType.Gue, TunnelChecksum.Full, 17);
        byte[] frame = flow.Request().Payload(20).NoChecksum().Build();

        Verdict verdict = Path.Run(frame);

        Assert.Equal(Reason.PuntTunnel, verdict.Reason);
        Assert.Equal(frame, verdict.Frame);
        Assert.Equal(0ul, Path.Connection(flow.Slot)["in_packets"]);
    }

    private Flow Tunnelled(bool inner6, bool outer6, TunnelType type, TunnelChecksum checksum, byte protocol)
    {
        Flow flow = (Flow.Of(Flow.Tunnel, inner6) with { Server = outer6 ? "fd02::12" : "10.2.0.12", Protocol = protocol }).Enter(Path);
        Path.Server(flow.ServerId).Number("tunnel_type", (ulong)type).Number("tunnel_checksum", (ulong)checksum)
            .Port("tunnel_port", type == TunnelType.Gue ? 6080 : 0).Address("tunnel_source", outer6 ? "fd02::1" : "10.2.0.1");
        return flow;
    }

    private byte[] Encapsulated(
        Flow flow, bool outer6, TunnelType type, TunnelChecksum checksum, byte[] frame, ushort vlan = 0)
    {
        byte[] storage = new byte[frame.Length + 256];
        Assert.True(PacketBuffer.TryCopy(frame, storage, 192, out PacketBuffer buffer));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(buffer.Frame, out PacketHeaders headers));
        Assert.True(Rewriter.DecrementTimeToLive(buffer.Frame, ref headers));
        var tunnel = new Tunnel(
            InetAddress.Parse(outer6 ? "fd02::1" : "10.2.0.1"), InetAddress.Parse(flow.Server),
            new TunnelOptions(type, type == TunnelType.Gue ? (ushort)6080 : (ushort)0, checksum), true);
        ushort id = (ushort)((flow.Hash >> 32) + Path.Connection(flow.Slot)["in_packets"]);
        Assert.True(Encapsulator.TryEncapsulate(ref buffer, ref headers, tunnel, id, flow.Hash));
        Assert.True(LinkLayer.TryWrite(ref buffer, ref headers, Hop.Reference(vlan)));
        return buffer.Frame.ToArray();
    }
}
