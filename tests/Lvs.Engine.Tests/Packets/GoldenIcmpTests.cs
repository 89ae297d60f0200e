using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

/// <summary>ICMP errors, made and translated, are those of the recordings.</summary>
public sealed class GoldenIcmpTests
{
    private static readonly InetAddress s_vip = InetAddress.Parse("10.3.0.1");

    [GoldenFact]
    public void NoRealServer_AnswersPortUnreachable()
    {
        byte[][] frames = Golden.Frames("cap-no-real-server", "client");
        int answered = 0;
        for (int i = 0; i + 1 < frames.Length; i += 2)
        {
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(frames[i + 1], out PacketHeaders expected));
            if (!expected.IsIcmpError)
                continue;
            byte[] error = Build(frames[i], frames[i + 1], IcmpErrorKind.PortUnreachable, 0, false);
            Assert.Equal(Convert.ToHexString(frames[i + 1]), Convert.ToHexString(error));
            answered++;
        }

        Assert.Equal(4, answered);
    }

    [GoldenFact]
    public void FragmentationNeeded_ToClient_QuotesDecrementedTtl()
    {
        byte[][] frames = Golden.Frames("cap-nat-icmp-frag-needed", "client");
        byte[] error = Build(frames[0], frames[1], IcmpErrorKind.PacketTooBig, 1300, true);
        Assert.Equal(Convert.ToHexString(frames[1]), Convert.ToHexString(error));
    }

    [GoldenFact]
    public void FragmentationNeeded_ToServer_QuotesPacketAsItCame()
    {
        byte[][] frames = Golden.Frames("cap-nat-icmp-frag-needed", "server");
        int compared = 0;
        for (int i = 1; i < frames.Length; i++)
        {
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(frames[i], out PacketHeaders headers));
            if (!headers.IsIcmpError)
                continue;
            byte[] error = Build(frames[i - 1], frames[i], IcmpErrorKind.PacketTooBig, 1300, false);
            Assert.Equal(Convert.ToHexString(frames[i]), Convert.ToHexString(error));
            Assert.Equal(1300, IcmpErrors.ReportedMtu(frames[i], headers));
            compared++;
        }

        Assert.Equal(2, compared);
    }

    [GoldenFact]
    public void PortUnreachable_FromServer_IsTranslatedToClient()
    {
        byte[] sent = Golden.Frames("cap-nat-icmp-port-unreachable", "server")[1];
        byte[] expected = Golden.Frames("cap-nat-icmp-port-unreachable", "client")[1];
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(sent, out PacketHeaders headers));
        Assert.True(Packet.TryParseQuoted(sent, headers, out QuotedPacket quoted));
        Assert.Equal((InetAddress.Parse("10.1.0.2"), 40001), (quoted.Source, quoted.SourcePort));
        Assert.Equal((InetAddress.Parse("10.2.0.11"), 9999), (quoted.Destination, quoted.DestinationPort));
        Assert.True(Rewriter.DecrementTimeToLive(sent, ref headers));
        Assert.True(IcmpTranslator.ToClient(sent, ref headers, ref quoted, s_vip, 99));
        AssertEqualOnWire(expected, sent, headers);
    }

    [GoldenFact]
    public void PortUnreachable_FromClient_IsTranslatedToServer()
    {
        byte[] sent = Golden.Frames("cap-nat-icmp-port-unreachable", "client")[4];
        byte[] expected = Golden.Frames("cap-nat-icmp-port-unreachable", "server")[4];
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(sent, out PacketHeaders headers));
        Assert.True(Packet.TryParseQuoted(sent, headers, out QuotedPacket quoted));
        Assert.Equal((s_vip, 53), (quoted.Source, quoted.SourcePort));
        Assert.True(Rewriter.DecrementTimeToLive(sent, ref headers));
        Assert.True(IcmpTranslator.ToServer(sent, ref headers, ref quoted, InetAddress.Parse("10.2.0.12"), 5353));
        AssertEqualOnWire(expected, sent, headers);
    }

    private static void AssertEqualOnWire(byte[] expected, byte[] sent, PacketHeaders headers)
    {
        PacketBuffer buffer = new(sent, 0, sent.Length);
        Assert.True(LinkLayer.TryWrite(ref buffer, ref headers, GoldenFrames.HopOf(expected)));
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(buffer.Frame));
    }

    /// <summary>The error as the director makes it; identification and flow label, which the kernel draws, are the recorded ones.</summary>
    private static byte[] Build(byte[] cause, byte[] recorded, IcmpErrorKind kind, int mtu, bool decremented)
    {
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(recorded, out PacketHeaders wanted));
        byte[] frame = [.. cause];
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        if (decremented)
            Assert.True(Rewriter.DecrementTimeToLive(frame, ref headers));
        Assert.True(IcmpErrors.TryBuild(
            frame, headers, kind, mtu, wanted.Source, (ushort)wanted.Identification, new byte[2048], PacketBuffer.DefaultHeadroom,
            out PacketBuffer error, out PacketHeaders built));
        Assert.True(TransportChecksum.IsValid(error.Frame, built));
        if (built.Family == InetFamily.V6)
            recorded.AsSpan(15, 3).CopyTo(error.Frame[15..]);
        return error.Frame.ToArray();
    }
}
