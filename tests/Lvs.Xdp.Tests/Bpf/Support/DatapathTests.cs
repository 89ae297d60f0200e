using Lvs.Engine.Packets;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>Tests on one loaded program, one after the other, each on empty tables.</summary>
[Collection(nameof(Datapath))]
public abstract class DatapathTests : IClassFixture<LazyDatapath>
{
    private readonly LazyDatapath _lazy;

    protected DatapathTests(LazyDatapath lazy) => _lazy = lazy;

    /// <summary>The program; made at the first use, so that tests are skipped and do not fail where there are no privileges.</summary>
    private protected Datapath Path => _lazy.Fresh(this);

    /// <summary>What the C# reference makes of a frame from the client to a masqueraded or directly routed server.</summary>
    private protected static byte[] Expected(Flow flow, byte[] frame, ushort vlan = 0)
    {
        byte[] storage = new byte[frame.Length + 256];
        Assert.True(PacketBuffer.TryCopy(frame, storage, 256 - 64, out PacketBuffer buffer));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(buffer.Frame, out PacketHeaders headers));
        Assert.True(Rewriter.DecrementTimeToLive(buffer.Frame, ref headers));
        if (flow.Method == Flow.Masquerade)
        {
            Assert.True(Rewriter.TranslateDestination(
                buffer.Frame, ref headers, Engine.Addressing.InetAddress.Parse(flow.Server), flow.ServerPort));
        }

        Assert.True(LinkLayer.TryWrite(ref buffer, ref headers, Hop.Reference(vlan)));
        return buffer.Frame.ToArray();
    }
}
