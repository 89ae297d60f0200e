using System.Net;
using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;
using BpfCalls = Lvs.Xdp.Interop.Bpf;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>What the director encapsulates, the real server takes out again.</summary>
public sealed class DecapsulatorTests
{
    [RootTheory]
    [MemberData(nameof(TunnelTests.Tunnels), MemberType = typeof(TunnelTests))]
    public void The_inner_packet_comes_out(bool inner6, bool outer6, TunnelType type, TunnelChecksum checksum, byte protocol)
    {
        using var program = new Decapsulator();
        Flow flow = Flow.Of(Flow.Tunnel, inner6) with { Protocol = protocol };
        byte[] inner = flow.Request().Payload(25).Build();

        (uint action, byte[] frame) = program.Run(Encapsulated(inner, outer6, type, checksum, 6080));

        Assert.Equal(BpfCalls.XDP_PASS, action);
        Assert.Equal(inner, frame);
    }

    [RootFact]
    public void A_vlan_tag_stays()
    {
        using var program = new Decapsulator();
        byte[] inner = Flow.V6(Flow.Tunnel).Request().Build();
        byte[] outer = Encapsulated(inner, false, TunnelType.IpIp, TunnelChecksum.None, 6080);
        byte[] tagged = [.. outer[..12], 0x81, 0, 0, 33, .. outer[12..]];

        Assert.Equal([.. inner[..12], 0x81, 0, 0, 33, .. inner[12..]], program.Run(tagged).Frame);
    }

    [RootFact]
    public void Only_what_it_was_told_to_take_is_taken()
    {
        using var program = new Decapsulator();
        byte[] inner = Flow.V4(Flow.Tunnel).Request().Build();
        byte[] bare = Encapsulated(inner, false, TunnelType.IpIp, TunnelChecksum.None, 6080);
        byte[] gue = Encapsulated(inner, false, TunnelType.Gue, TunnelChecksum.None, 5555);
        Assert.Equal(gue, program.Run(gue).Frame);

        program.Configure(new byte[6], 5555, 0);
        Assert.Equal(inner, program.Run(gue).Frame);

        program.Configure(new byte[6], 5555, 1);
        Assert.Equal(bare, program.Run(bare).Frame);
        program.List(IPAddress.Parse("10.2.0.12").GetAddressBytes());
        Assert.Equal(inner, program.Run(bare).Frame);

        program.Configure(Datapath.Mac("02:00:00:00:00:99"), 0, 0);
        Assert.Equal(bare, program.Run(bare).Frame);
        program.Configure(Datapath.Mac(Frame.DirectorMac), 0, 0);
        Assert.Equal(inner, program.Run(bare).Frame);
    }

    [RootFact]
    public void What_is_no_tunnel_packet_passes_and_nonsense_inside_is_dropped()
    {
        using var program = new Decapsulator();
        foreach (byte[] frame in new[]
        {
            Flow.V4(Flow.Direct).Request().Build(),
            (Flow.V4(Flow.Direct) with { Protocol = 17 }).Request().Payload(30).Build(),
            Frame.Ethernet().Ip("10.2.0.1", "10.2.0.12").Protocol(4).Fragment(0, true).Payload(40).Build(),
        })
        {
            (uint action, byte[] same) = program.Run(frame);
            Assert.Equal(BpfCalls.XDP_PASS, action);
            Assert.Equal(frame, same);
        }

        byte[] bad = Frame.Ethernet().Ip("10.2.0.1", "10.2.0.12").Protocol(4).Payload(0x65, 0, 0, 0).Build();
        Assert.Equal(BpfCalls.XDP_DROP, program.Run(bad).Action);
        byte[] empty = Frame.Ethernet().Ip("10.2.0.1", "10.2.0.12").Protocol(41).Build();
        Assert.Equal(BpfCalls.XDP_DROP, program.Run(empty).Action);
    }

    private static byte[] Encapsulated(byte[] frame, bool outer6, TunnelType type, TunnelChecksum checksum, ushort port)
    {
        Assert.True(PacketBuffer.TryCopy(frame, new byte[frame.Length + 256], 192, out PacketBuffer buffer));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(buffer.Frame, out PacketHeaders headers));
        var tunnel = new Tunnel(
            InetAddress.Parse(outer6 ? "fd02::1" : "10.2.0.1"), InetAddress.Parse(outer6 ? "fd02::12" : "10.2.0.12"),
            new TunnelOptions(type, type == TunnelType.Gue ? port : (ushort)0, checksum), true);
        Assert.True(Encapsulator.TryEncapsulate(ref buffer, ref headers, tunnel, 1, 0x123456789abcdef0));
        byte[] outer = buffer.Frame.ToArray();
        frame.AsSpan(0, 12).CopyTo(outer);
        (outer[12], outer[13]) = outer6 ? ((byte)0x86, (byte)0xdd) : ((byte)0x08, (byte)0x00);
        return outer;
    }
}
