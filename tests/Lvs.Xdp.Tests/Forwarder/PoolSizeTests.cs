using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests;

public sealed class PoolSizeTests
{
    private static readonly ForwarderOptions Defaults = new() { DataPlane = new DataPlaneOptions { PinDirectory = "/none" } };

    [Theory]
    [InlineData(1, 1, 1500, 2341, 2048)]
    [InlineData(2, 1, 1500, 2341, 2048)]
    [InlineData(2, 4, 1500, 9363, 2048)]
    [InlineData(2, 4, 1770, 9363, 2048)]
    [InlineData(2, 4, 1771, 9363, 4096)]
    [InlineData(2, 1, 9000, 2341, 4096)]
    [InlineData(4, 16, 1500, 16384, 2048)]
    public void A_thousand_frames_wait_on_every_queue_in_chunks_that_hold_them(int links, int queues, uint mtu, int chunks, int size)
    {
        PoolSize chosen = PoolSize.For([.. Enumerable.Range(1, links).Select(index => Link((uint)index, queues, mtu))], Defaults);
        Assert.Equal(new PoolSize(chunks, size), chosen);
    }

    [Fact]
    public void One_large_link_is_enough_for_large_chunks() =>
        Assert.Equal(4096, PoolSize.For([Link(1, 1, 1500), Link(2, 1, 9000)], Defaults).ChunkSize);

    [Fact]
    public void The_options_come_first() => Assert.Equal(
        new PoolSize(77, 4096), PoolSize.For([Link(1, 4, 1500)], Defaults with { Chunks = 77, ChunkSize = 4096 }));

    private static LinkInfo Link(uint index, int queues, uint mtu) =>
        new() { Index = index, Name = $"eth{index}", ReceiveQueues = queues, Mtu = mtu };
}
