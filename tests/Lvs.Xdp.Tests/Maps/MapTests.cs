using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lvs.Tests;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Maps;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests.Maps;

public sealed unsafe class MapTests
{
    [RootFact]
    public void A_mapped_array_shows_what_system_calls_write_and_the_other_way_round()
    {
        using var map = new MappedArray<Pair>(new MapDefinition(Bpf.BPF_MAP_TYPE_ARRAY, 4, 16, 1000, Bpf.BPF_F_MMAPABLE, "pairs").Create());
        Assert.Equal(1000, map.Length);
        map[999] = new Pair { First = 1, Second = 2 };
        uint key = 999;
        Pair read;
        Assert.Equal(0, Bpf.MapLookup(map.Fd, &key, &read));
        Assert.Equal((1UL, 2UL), (read.First, read.Second));
        key = 3;
        read.First = 77;
        Assert.Equal(0, Bpf.MapUpdate(map.Fd, &key, &read, Bpf.BPF_ANY));
        Assert.Equal(77UL, map[3].First);
        Assert.Throws<ArgumentOutOfRangeException>(() => map[1000].First);
        Assert.Throws<ArgumentOutOfRangeException>(() => map[-1].First);
        Assert.Equal(79UL, map.Sum(3, 996, 2, static pair => pair.First) + 1);
    }

    [RootFact]
    public void A_type_of_another_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => new MappedArray<ulong>(
            new MapDefinition(Bpf.BPF_MAP_TYPE_ARRAY, 4, 16, 10, Bpf.BPF_F_MMAPABLE, "pairs").Create()));

    [RootFact]
    public void A_hash_is_made_to_hold_exactly_what_it_should()
    {
        using var map = new BpfHash<uint, ulong>(new MapDefinition(Bpf.BPF_MAP_TYPE_HASH, 4, 8, 3, 0, "hash").Create());
        map.Set(1, 10);
        map.Set(2, 20);
        map.Replace(new Dictionary<uint, ulong> { [2] = 21, [3] = 30 });
        Assert.False(map.TryGet(1, out _));
        Assert.True(map.TryGet(2, out ulong two));
        Assert.Equal(21UL, two);
        Assert.Equal([2u, 3u], map.Keys().Order());
        Assert.True(map.Remove(2));
        Assert.False(map.Remove(2));
        map.Set(4, 0);
        map.Set(5, 0);
        Assert.Equal(Errno.E2BIG, Assert.Throws<LinuxException>(() => map.Set(6, 0)).Errno);
    }

    [RootFact]
    public void Many_pairs_are_written_at_once_and_a_failure_says_how_many_were()
    {
        using var map = new BpfHash<uint, ulong>(new MapDefinition(Bpf.BPF_MAP_TYPE_HASH, 4, 8, 3, 0, "hash").Create());
        map.Set([], []);
        map.Set([1, 2, 1], [10, 20, 11]);
        Assert.True(map.TryGet(1, out ulong one));
        Assert.Equal(11UL, one);
        Assert.Equal([1u, 2u], map.Keys().Order());

        LinuxException full = Assert.Throws<LinuxException>(() => map.Set([3, 2, 4, 5], [30, 21, 40, 50]));
        Assert.Equal(Errno.E2BIG, full.Errno);
        Assert.Contains("4 elements, of which 2 were written, in map 'hash'", full.Message);
        Assert.Equal([1u, 2u, 3u], map.Keys().Order());
        Assert.True(map.TryGet(2, out ulong two));
        Assert.Equal(21UL, two);
        Assert.Throws<ArgumentException>(() => map.Set([1], []));
    }

    [RootFact]
    public void The_longest_prefix_wins_in_a_trie()
    {
        using var map = new LpmTrie<Prefix, uint>(
            new MapDefinition(Bpf.BPF_MAP_TYPE_LPM_TRIE, 8, 4, 10, Bpf.BPF_F_NO_PREALLOC, "trie").Create());
        map.Set(new Prefix(8, 0x0a000000), 1);
        map.Set(new Prefix(24, 0x0a010200), 2);
        Assert.True(map.TryGet(new Prefix(32, 0x0a010203), out uint narrow));
        Assert.True(map.TryGet(new Prefix(32, 0x0a020203), out uint wide));
        Assert.Equal((2u, 1u), (narrow, wide));
        Assert.False(map.TryGet(new Prefix(32, 0x0b000000), out _));
    }

    [RootFact]
    public void Events_come_in_order_over_the_ends_of_the_ring_without_allocating()
    {
        using var ring = new EventRing<Event>(new MapDefinition(Bpf.BPF_MAP_TYPE_RINGBUF, 0, 0, 4096, 0, "events").Create());
        using FileDescriptor program = SmallPrograms.ToRing(ring.Fd);
        byte[] frame = new byte[64];
        ulong next = 0;
        ulong written = 0;
        long draining = 0;
        Assert.False(ring.HasRecords);
        Assert.Equal(0, Allocations.Least(
            () =>
            {
                for (int burst = 1; burst <= 100; burst++)
                    Round(burst);
            },
            allocated: () => draining));

        void Round(int burst)
        {
            for (int i = 0; i < burst; i++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(frame, written++);
                Assert.Equal(0, Bpf.ProgTestRun(program.Value, frame, default, new Bpf.XdpMd { DataEnd = 64 }, 0, 1, out _));
            }

            Assert.True(ring.HasRecords);
            long before = GC.GetAllocatedBytesForCurrentThread();
            int taken = ring.Drain(
                static (in Event record, ref ulong expected) =>
                {
                    if (record.Number == expected)
                        expected++;
                },
                ref next);
            draining += GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(burst, taken);
            Assert.Equal(written, next);
        }
    }

    [RootFact]
    public void A_drain_stops_at_its_limit_and_poll_says_when_there_is_something()
    {
        using var ring = new EventRing<Event>(new MapDefinition(Bpf.BPF_MAP_TYPE_RINGBUF, 0, 0, 4096, 0, "events").Create());
        using FileDescriptor program = SmallPrograms.ToRing(ring.Fd);
        Assert.Equal(0, Poll(ring.Fd));
        for (int i = 0; i < 5; i++)
            Bpf.ProgTestRun(program.Value, new byte[64], default, new Bpf.XdpMd { DataEnd = 64 }, 0, 1, out _);
        Assert.Equal(1, Poll(ring.Fd));
        int count = 0;
        Assert.Equal(2, ring.Drain(static (in Event _, ref int state) => state++, ref count, 2));
        Assert.Equal(3, ring.Drain(static (in Event _, ref int state) => state++, ref count));
        Assert.Equal(5, count);
        Assert.Equal(0, Poll(ring.Fd));
    }

    private static int Poll(int fd)
    {
        var poll = new Libc.PollFd { Fd = fd, Events = Libc.POLLIN };
        return Libc.Poll(&poll, 1, 0);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Pair
    {
        internal ulong First;
        internal ulong Second;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Event
    {
        internal ulong Number;
        internal ulong Rest;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Prefix
    {
        private readonly uint _length;
        private readonly uint _address;

        internal Prefix(uint length, uint address)
        {
            _length = length;
            _address = BinaryPrimitives.ReverseEndianness(address);
        }
    }
}
