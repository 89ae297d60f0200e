using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

/// <summary>Whatever is done to a packet, nothing is allocated.</summary>
public sealed class AllocationTests
{
    private static readonly byte[] s_storage = new byte[70_000];
    private static readonly byte[] s_other = new byte[4096];
    private static readonly InetAddress s_server = InetAddress.Parse("10.2.0.12");
    private static readonly InetAddress s_server6 = InetAddress.Parse("fd02::12");

    [Fact]
    public void EveryPath_AllocatesNothing()
    {
        byte[][] frames = [.. TestFrames.Good.Values];
        FragmentReassembler reassembler = new();
        Tunnel tunnel = new(s_server, s_server, new TunnelOptions(TunnelType.Gue, 6080, TunnelChecksum.Full), true);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 100; i++)
                Work(frames, reassembler, tunnel);
        }));
        Assert.True(reassembler.Completed > 0);
    }

    private static void Work(byte[][] frames, FragmentReassembler reassembler, in Tunnel tunnel)
    {
        foreach (byte[] frame in frames)
        {
            PacketBuffer.TryCopy(frame, s_storage, PacketBuffer.DefaultHeadroom, out PacketBuffer buffer);
            Packet.TryParse(buffer.Frame, out PacketHeaders headers);
            InetAddress server = headers.Family == InetFamily.V4 ? s_server : s_server6;
            if (headers.FragmentHeaderOffset != 0 || headers.IsFragment)
                reassembler.Add(buffer.Frame, headers, 0, out _, out _);
            if (Packet.TryParseQuoted(buffer.Frame, headers, out QuotedPacket quoted))
            {
                IcmpTranslator.ToServer(buffer.Frame, ref headers, ref quoted, server, 8080);
                QuotedTunnel.TryParse(buffer.Frame, quoted, default, out _);
                continue;
            }

            IcmpErrors.TryBuild(buffer.Frame, headers, IcmpErrorKind.PacketTooBig, 1400, server, 1, s_other, 256, out _, out _);
            Rewriter.DecrementTimeToLive(buffer.Frame, ref headers);
            Rewriter.TranslateDestination(buffer.Frame, ref headers, server, 8080);
            Encapsulator.TryEncapsulate(ref buffer, ref headers, tunnel, 1, 2);
            LinkLayer.TryWrite(ref buffer, ref headers, GoldenFrames.HopOf(frame));
            if (Fragmenter.TryCreate(buffer.Frame, headers, 68, 1, out Fragmenter fragmenter))
            {
                while (fragmenter.TryNext(s_other, 256, out _))
                {
                }
            }
        }
    }
}
