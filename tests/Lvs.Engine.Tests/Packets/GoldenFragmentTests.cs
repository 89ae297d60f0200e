using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

/// <summary>Fragmented datagrams, put together, forwarded and cut up again, leave as the recorded fragments.</summary>
public sealed class GoldenFragmentTests
{
    [GoldenFact]
    public void Nat_FragmentsAsKernelDoes()
    {
        byte[][] client = Golden.Frames("cap-nat-udp-fragments", "client");
        byte[][] server = Golden.Frames("cap-nat-udp-fragments", "server");
        AssertEqual(server[..3], Forward(client[..3], server[0], null, true));
        AssertEqual(client[3..], Forward(server[3..], client[3], null, false));
    }

    [GoldenFact]
    public void Tunnel_FragmentsAsKernelDoes()
    {
        byte[][] server = Golden.Frames("cap-tun-udp-fragments", "server");
        Tunnel tunnel = new(
            InetAddress.Parse("10.2.0.1"), InetAddress.Parse("10.2.0.12"), new TunnelOptions(TunnelType.IpIp, 0, TunnelChecksum.None), true);
        AssertEqual(server, Forward(Golden.Frames("cap-tun-udp-fragments", "client"), server[0], tunnel, true));
    }

    private static void AssertEqual(byte[][] expected, List<byte[]> actual) =>
        Assert.Equal(expected.Select(Convert.ToHexString), actual.Select(Convert.ToHexString));

    private static List<byte[]> Forward(byte[][] fragments, byte[] first, Tunnel? tunnel, bool toServer)
    {
        FragmentReassembler reassembler = new();
        PacketBuffer whole = default;
        int largest = 0;
        for (int i = 0; i < fragments.Length; i++)
        {
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(fragments[i], out PacketHeaders piece));
            FragmentStatus expected = i + 1 < fragments.Length ? FragmentStatus.Incomplete : FragmentStatus.Complete;
            Assert.Equal(expected, reassembler.Add(fragments[i], piece, 0, out whole, out largest));
        }

        Assert.Equal(ParseStatus.Ok, Packet.TryParse(whole.Frame, out PacketHeaders headers));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(first, out PacketHeaders wanted));
        Assert.True(TransportChecksum.IsValid(whole.Frame, headers));
        Assert.True(Rewriter.DecrementTimeToLive(whole.Frame, ref headers));
        if (tunnel is { } way)
            Assert.True(Encapsulator.TryEncapsulate(ref whole, ref headers, way, (ushort)wanted.Identification, 0));
        else if (toServer)
            Assert.True(Rewriter.TranslateDestination(whole.Frame, ref headers, wanted.Destination, wanted.DestinationPort));
        else
            Assert.True(Rewriter.TranslateSource(whole.Frame, ref headers, wanted.Source, wanted.SourcePort));
        Assert.True(LinkLayer.TryWrite(ref whole, ref headers, GoldenFrames.HopOf(first)));

        int size = Fragmenter.SizeFor(1500, largest, headers.Family);
        Assert.True(Fragmenter.TryCreate(whole.Frame, headers, size, 0, out Fragmenter fragmenter));
        List<byte[]> sent = [];
        byte[] storage = new byte[2048];
        while (fragmenter.TryNext(storage, 0, out PacketBuffer fragment))
            sent.Add(fragment.Frame.ToArray());
        return sent;
    }
}
