using Lvs.Engine.Connections;

namespace Lvs.Engine.Tests.Connections;

public sealed class TupleIndexTests
{
    private const int Buckets = 8;
    private readonly uint[] _memory = GC.AllocateArray<uint>(Buckets * 16, pinned: true);
    private readonly TupleIndex _index;

    public unsafe TupleIndexTests() => _index = new TupleIndex(
        (uint*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _memory[0]), Buckets - 1);

    [Fact]
    public void What_was_put_in_is_found_with_its_direction_and_gone_when_taken_out()
    {
        Assert.True(_index.TryInsert(Hash(1), 5, true));
        Assert.True(_index.TryInsert(Hash(1), 6, false));
        Assert.Equal([(5, true), (6, false)], Find(Hash(1)).Order());
        Assert.False(_index.Remove(Hash(1), 5, false));
        Assert.True(_index.Remove(Hash(1), 5, true));
        Assert.Equal([(6, false)], Find(Hash(1)));
        Assert.False(_index.Remove(Hash(1), 5, true));
    }

    [Fact]
    public void Nothing_that_was_put_in_is_lost_while_others_move()
    {
        Dictionary<int, ulong> inside = [];
        Random random = new(3);
        int refused = 0;
        for (int step = 0; step < 20_000; step++)
        {
            int slot = random.Next(1, 250);
            if (inside.Remove(slot, out ulong hash))
            {
                Assert.True(_index.Remove(hash, slot, false));
            }
            else
            {
                hash = Hash(random.NextInt64());
                if (_index.TryInsert(hash, slot, false))
                    inside.Add(slot, hash);
                else
                    refused++;
            }

            if (step % 100 == 0)
                Assert.All(inside, pair => Assert.Contains((pair.Key, false), Find(pair.Value)));
        }

        Assert.True(refused > 0, "it was never full");
        Assert.Equal(inside.Count, _memory.Count(static entry => entry != 0));
    }

    [Fact]
    public void It_fills_to_nine_tenths_before_it_refuses()
    {
        int slot = 0;
        while (_index.TryInsert(Hash(slot * 7919L), slot + 1, false))
            slot++;
        Assert.InRange(slot, Buckets * 16 * 9 / 10, Buckets * 16);
    }

    [Fact]
    public void Pruning_takes_out_what_is_not_wanted_and_tells_whose_an_entry_is()
    {
        for (int slot = 1; slot <= 40; slot++)
            Assert.True(_index.TryInsert(Hash(slot), slot, slot % 2 == 0));
        _index.Prune((isFor, slot, reply) =>
        {
            Assert.Equal(slot % 2 == 0, reply);
            Assert.True(isFor(Hash(slot)));
            return slot > 20;
        });
        Assert.Equal(20, _memory.Count(static entry => entry != 0));
        Assert.Empty(Find(Hash(7)));
        Assert.Equal([(21, false)], Find(Hash(21)).Where(static found => found.Slot == 21));
    }

    private static ulong Hash(long number) => (ulong)number * 0x9E3779B97F4A7C15 ^ (ulong)number << 40 ^ 0x1234_5678_9abc_def0;

    private List<(int Slot, bool Reply)> Find(ulong hash)
    {
        List<(int, bool)> found = [];
        TupleCandidates candidates = _index.Find(hash);
        while (candidates.TryNext(out int slot, out bool reply))
            found.Add((slot, reply));
        return found;
    }
}
