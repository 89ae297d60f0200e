using Lvs.Xdp.AfXdp;

namespace Lvs.Xdp.Tests.AfXdp;

public sealed class FramePoolTests
{
    [Fact]
    public void Every_chunk_is_somewhere_and_only_there()
    {
        using var pool = new FramePool(128, 2048);
        var random = new Random(1);
        var held = new List<int>();
        var atPorts = new List<int>[] { [], [], [] };
        for (int step = 0; step < 20_000; step++)
        {
            int port = random.Next(3);
            switch (random.Next(4))
            {
                case 0 when pool.TryRent(out int chunk):
                    held.Add(chunk);
                    break;
                case 1 when held.Count > 0:
                    pool.Return(Pick(held));
                    break;
                case 2 when held.Count > 0:
                    int given = Pick(held);
                    pool.Give(given, port);
                    atPorts[port].Add(given);
                    break;
                case 3 when atPorts[port].Count > 0:
                    int taken = Pick(atPorts[port]);
                    pool.Take(taken, port);
                    held.Add(taken);
                    break;
            }

            Assert.Equal(held.Count, pool.HeldChunks);
            Assert.Equal(128, pool.FreeChunks + held.Count + atPorts.Sum(static list => list.Count));
        }

        for (int port = 0; port < 3; port++)
        {
            Assert.Equal(atPorts[port].Count, pool.CountOf(port));
            Assert.Equal(atPorts[port].Count, pool.Reclaim(port));
        }

        held.ForEach(pool.Return);
        Assert.Equal(128, pool.FreeChunks);

        int Pick(List<int> list)
        {
            int at = random.Next(list.Count);
            int chunk = list[at];
            list.RemoveAt(at);
            return chunk;
        }
    }

    [Fact]
    public void A_second_return_is_a_bug_that_is_found()
    {
        using var pool = new FramePool(4, 4096);
        Assert.True(pool.TryRent(out int chunk));
        pool.Return(chunk);
        Assert.Throws<InvalidOperationException>(() => pool.Return(chunk));
        Assert.Throws<InvalidOperationException>(() => pool.Take(chunk, 0));
    }

    [Fact]
    public void Bytes_of_a_held_chunk_are_found_and_others_are_not()
    {
        using var pool = new FramePool(4, 4096);
        Assert.True(pool.TryRent(out int chunk));
        Assert.True(pool.TryLocate(in pool.Bytes(chunk)[300], out int found, out int offset));
        Assert.Equal((chunk, 300), (found, offset));
        pool.Return(chunk);
        Assert.False(pool.TryLocate(in pool.Bytes(chunk)[300], out _, out _));
        Assert.False(pool.TryLocate(in new byte[10].AsSpan()[0], out _, out _));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(8192)]
    public void Chunk_sizes_that_AF_XDP_does_not_take_are_refused(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FramePool(4, size));
}
