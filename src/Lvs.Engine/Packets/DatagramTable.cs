using System.Numerics;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;

namespace Lvs.Engine.Packets;

/// <summary>The slots of datagrams in pieces: found by key, and per family in order of age. Nothing is allocated after the start.</summary>
internal sealed class DatagramTable
{
    private readonly Datagram[] _slots;
    private readonly int[] _buckets;
    private readonly int[] _oldest = [-1, -1];
    private readonly int[] _newest = [-1, -1];
    private int _free;

    public DatagramTable(int capacity)
    {
        _slots = new Datagram[capacity];
        _buckets = new int[int.Max(16, (int)BitOperations.RoundUpToPowerOf2((uint)capacity))];
        Array.Fill(_buckets, -1);
        for (int i = 0; i < capacity; i++)
            _slots[i].Next = i + 1 < capacity ? i + 1 : -1;
    }

    public int Count { get; private set; }

    public bool IsFull => _free < 0;

    public ref Datagram this[int slot] => ref _slots[slot];

    /// <summary>The slot of the datagram a fragment belongs to, -1 when there is none.</summary>
    public int Find(in PacketHeaders headers)
    {
        int slot = _buckets[BucketOf(headers.Source, headers.Destination, headers.Identification)];
        while (slot >= 0 && !_slots[slot].Matches(headers))
            slot = _slots[slot].Next;
        return slot;
    }

    /// <summary>Takes a slot for a fragment's datagram; the table is not full.</summary>
    public int Add(in PacketHeaders headers, uint now)
    {
        int slot = _free;
        int list = ListOf(headers.Family);
        ref int bucket = ref _buckets[BucketOf(headers.Source, headers.Destination, headers.Identification)];
        _free = _slots[slot].Next;
        _slots[slot] = new Datagram
        {
            Source = headers.Source,
            Destination = headers.Destination,
            Identification = headers.Identification,
            Protocol = headers.Protocol,
            Created = now,
            Next = bucket,
            Older = _newest[list],
            Newer = -1,
        };
        bucket = slot;
        if (_newest[list] >= 0)
            _slots[_newest[list]].Newer = slot;
        else
            _oldest[list] = slot;
        _newest[list] = slot;
        Count++;
        return slot;
    }

    public void Remove(int slot)
    {
        ref Datagram datagram = ref _slots[slot];
        int list = ListOf(datagram.Source.Family);
        ref int link = ref _buckets[BucketOf(datagram.Source, datagram.Destination, datagram.Identification)];
        while (link != slot)
            link = ref _slots[link].Next;
        link = datagram.Next;
        if (datagram.Older >= 0)
            _slots[datagram.Older].Newer = datagram.Newer;
        else
            _oldest[list] = datagram.Newer;
        if (datagram.Newer >= 0)
            _slots[datagram.Newer].Older = datagram.Older;
        else
            _newest[list] = datagram.Older;
        datagram.Next = _free;
        _free = slot;
        Count--;
    }

    /// <summary>The oldest datagram of a family, -1 for none.</summary>
    public int Oldest(InetFamily family) => _oldest[ListOf(family)];

    /// <summary>The oldest datagram of all but one, -1 for none.</summary>
    public int OldestExcept(int spared)
    {
        int v4 = _oldest[0] == spared && spared >= 0 ? _slots[spared].Newer : _oldest[0];
        int v6 = _oldest[1] == spared && spared >= 0 ? _slots[spared].Newer : _oldest[1];
        if (v4 < 0 || v6 < 0)
            return int.Max(v4, v6);
        return Ticks.Since(_slots[v4].Created, _slots[v6].Created) <= 0 ? v4 : v6;
    }

    private static int ListOf(InetFamily family) => family == InetFamily.V4 ? 0 : 1;

    /// <summary>Seeded anew in every process, so that nobody can aim at one bucket.</summary>
    private int BucketOf(in InetAddress source, in InetAddress destination, uint identification) =>
        HashCode.Combine(source, destination, identification) & (_buckets.Length - 1);
}
