using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

/// <summary>Direct routing and tunnelling: every recorded client frame, forwarded, is the recorded server-side frame.</summary>
public sealed class GoldenForwardTests
{
    private static readonly TunnelOptions s_ipip = new(TunnelType.IpIp, 0, TunnelChecksum.None);

    [GoldenTheory]
    [InlineData("cap-dr-tcp")]
    [InlineData("cap-dr-tcp-v6")]
    [InlineData("cap-dr-udp")]
    [InlineData("cap-dr-udp-v6")]
    [InlineData("cap-tun-tcp")]
    [InlineData("cap-tun-tcp-v6")]
    [InlineData("cap-tun-udp")]
    public void Forwarding_MatchesKernel(string @case)
    {
        byte[][] client = Golden.Frames(@case, "client");
        byte[][] server = Golden.Frames(@case, "server");
        Assert.Equal(client.Length, server.Length);
        for (int i = 0; i < client.Length; i++)
            Assert.Equal(Convert.ToHexString(server[i]), Convert.ToHexString(Forward(client[i], server[i], @case.Contains("tun"))));
    }

    private static byte[] Forward(byte[] input, byte[] expected, bool tunnelled)
    {
        byte[] storage = new byte[2048];
        Assert.True(PacketBuffer.TryCopy(input, storage, PacketBuffer.DefaultHeadroom, out PacketBuffer buffer));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(buffer.Frame, out PacketHeaders headers));
        Assert.True(Rewriter.DecrementTimeToLive(buffer.Frame, ref headers));
        if (tunnelled)
        {
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(expected, out PacketHeaders outer));
            Tunnel tunnel = new(
                InetAddress.Parse(headers.Family == InetFamily.V4 ? "10.2.0.1" : "fd02::1"), outer.Destination, s_ipip, true);
            Assert.True(Encapsulator.TryEncapsulate(ref buffer, ref headers, tunnel, 0x7777, 0));
        }

        Assert.True(LinkLayer.TryWrite(ref buffer, ref headers, GoldenFrames.HopOf(expected)));
        return buffer.Frame.ToArray();
    }
}
