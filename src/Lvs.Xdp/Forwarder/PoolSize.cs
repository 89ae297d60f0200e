using Lvs.Xdp.AfXdp;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp;

/// <summary>How much packet memory there is, which the kernel pins: enough for a burst of first packets on every queue, in chunks no
/// larger than the interfaces' frames.</summary>
/// <param name="Chunks">How many chunks.</param>
/// <param name="ChunkSize">Bytes of each.</param>
internal readonly record struct PoolSize(int Chunks, int ChunkSize)
{
    private const int Burst = 1024;
    private const int MostChunks = 16384;
    private const int SmallChunk = 2048;
    private const int LargeChunk = 4096;
    private const int LinkHeader = 14 + 4 + 4;

    /// <summary>The longest IP packet that fits a chunk, behind an Ethernet header with two VLAN tags, in bytes.</summary>
    internal int Mtu => ChunkSize - Libc.XDP_PACKET_HEADROOM - LinkHeader;

    /// <summary>For the interfaces there are, but for what the options say.</summary>
    /// <param name="links">Those worked on now and those that may be later.</param>
    /// <param name="options">The options.</param>
    internal static PoolSize For(IReadOnlyCollection<LinkInfo> links, ForwarderOptions options)
    {
        int queues = Math.Max(XskPorts.Expected, links.Sum(static link => link.ReceiveQueues));
        PoolSize small = new(options.Chunks ?? Math.Min(FramePool.ChunksFor(queues * Burst), MostChunks), SmallChunk);
        return small with { ChunkSize = options.ChunkSize ?? (links.All(link => link.Mtu <= small.Mtu) ? SmallChunk : LargeChunk) };
    }
}
