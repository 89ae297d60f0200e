using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

/// <summary>The recordings' frames, rewritten, must be the frames the kernel sent.</summary>
public sealed class GoldenNatTests
{
    [GoldenTheory]
    [InlineData("cap-nat-tcp")]
    [InlineData("cap-nat-udp")]
    [InlineData("cap-nat-udp-v6")]
    [InlineData("cap-nat-portmap")]
    public void Nat_MatchesKernel(string @case)
    {
        int forward = 0;
        int back = 0;
        byte[][] client = Golden.Frames(@case, "client");
        byte[][] server = Golden.Frames(@case, "server");
        foreach (byte[] sent in server)
        {
            bool toServer = GoldenFrames.CameFrom(sent, GoldenFrames.DirectorServerSide);
            byte[]? original = Counterpart(sent, client, toServer);
            Assert.NotNull(original);
            byte[] input = toServer ? original : sent;
            byte[] expected = toServer ? sent : original;
            Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(Translate(input, expected, toServer)));
            if (toServer)
                forward++;
            else
                back++;
        }

        Assert.True(forward > 0, "no frame to a server was compared");
        Assert.True(back > 0, "no frame from a server was compared");
    }

    private static byte[] Translate(byte[] input, byte[] expected, bool toServer)
    {
        byte[] storage = new byte[2048];
        Assert.True(PacketBuffer.TryCopy(input, storage, PacketBuffer.DefaultHeadroom, out PacketBuffer buffer));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(buffer.Frame, out PacketHeaders headers));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(expected, out PacketHeaders wanted));
        Assert.True(Rewriter.DecrementTimeToLive(buffer.Frame, ref headers));
        Assert.True(toServer
            ? Rewriter.TranslateDestination(buffer.Frame, ref headers, wanted.Destination, wanted.DestinationPort)
            : Rewriter.TranslateSource(buffer.Frame, ref headers, wanted.Source, wanted.SourcePort));
        Assert.True(LinkLayer.TryWrite(ref buffer, ref headers, GoldenFrames.HopOf(expected)));
        Assert.True(TransportChecksum.IsValid(buffer.Frame, headers));
        return buffer.Frame.ToArray();
    }

    /// <summary>The same packet on the other side: the director changes neither the IPv4 identification nor the payload.</summary>
    private static byte[]? Counterpart(byte[] sent, byte[][] others, bool toServer)
    {
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(sent, out PacketHeaders headers));
        foreach (byte[] other in others)
        {
            if (other.Length != sent.Length || GoldenFrames.CameFrom(other, Frame.DirectorMac) == toServer
                || Packet.TryParse(other, out PacketHeaders candidate) != ParseStatus.Ok
                || candidate.Family != headers.Family || candidate.Protocol != headers.Protocol || !candidate.HasPorts)
                continue;
            if ((toServer ? candidate.SourcePort == headers.SourcePort : candidate.DestinationPort == headers.DestinationPort)
                && candidate.Identification == headers.Identification
                && sent.AsSpan(headers.TransportOffset + 4).SequenceEqual(Unsummed(other, sent, headers)))
                return other;
        }

        return null;
    }

    /// <summary>The candidate's transport with the checksum of the frame it is compared with.</summary>
    private static byte[] Unsummed(byte[] other, byte[] sent, in PacketHeaders headers)
    {
        int field = headers.TransportOffset + (headers.Protocol == IpProtocol.Tcp ? 16 : 6);
        byte[] copy = [.. other];
        sent.AsSpan(field, 2).CopyTo(copy.AsSpan(field));
        return copy[(headers.TransportOffset + 4)..];
    }
}
