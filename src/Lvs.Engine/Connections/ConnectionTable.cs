using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Connections;

/// <summary>
/// The connection table's memory: which slots are free, which wait out their grace period, and the index that finds the others.
/// Slots are written so that a crash at any instant leaves a table that can be adopted: the kind is written last and cleared first.
/// </summary>
internal sealed unsafe class ConnectionTable
{
    // At least one whole tick, 17 ms: XDP runs without preemption, so no CPU holds a slot for longer than one packet takes.
    private const uint GraceTicks = 2;

    private readonly ConnectionSlot* _slots;
    private readonly TupleIndex _index;
    private readonly int[] _free;
    private readonly (int Slot, uint At)[] _retired;
    private readonly ulong _seed;
    private int _freeCount;
    private int _retiredHead;
    private int _retiredCount;

    public ConnectionTable(SharedTables tables, int capacity)
    {
        _slots = tables.Connections;
        _seed = tables.Settings->HashSeed;
        _index = new TupleIndex(tables.Index, tables.Settings->IndexMask);
        _free = new int[capacity];
        _retired = new (int, uint)[capacity];
        Capacity = capacity;
    }

    /// <summary>How many entries fit.</summary>
    public int Capacity { get; }

    /// <summary>
    /// How few available slots mean that room is made. What is ended waits out its grace period before it can be taken, so this
    /// bounds the rate of new connections into a full table: a 16th of it every two ticks, 480,000/s into 2^18 slots and more.
    /// </summary>
    public int Reserve => Math.Clamp(Capacity / 16, 8, 16384);

    /// <summary>Slots that could be taken now or as soon as their grace period is over.</summary>
    public int Available => _freeCount + _retiredCount;

    /// <summary>A slot.</summary>
    public ref ConnectionSlot this[int slot] => ref _slots[slot];

    /// <summary>At start, for every slot from the highest down: makes it free unless it is to be kept.</summary>
    public void Adopt(int slot, bool keep)
    {
        if (keep)
            return;
        Volatile.Write(ref _slots[slot].KindByte, (byte)SlotKind.Free);
        _free[_freeCount++] = slot;
    }

    /// <summary>At start, once the slots are adopted: takes out of the index what leads nowhere or twice to the same, and puts in
    /// what is missing, while the XDP program goes by it.</summary>
    /// <param name="unindexed">Is told of each connection there was no room for.</param>
    public void MendIndex(Action<int> unindexed)
    {
        // Two bits a slot: its client's entry was seen, and its server's.
        byte[] seen = new byte[Capacity + 1];
        _index.Prune((hash, slot, reply) =>
        {
            byte bit = (byte)(reply ? 2 : 1);
            if (slot > Capacity || (seen[slot] & bit) != 0)
                return false;
            ref ConnectionSlot entry = ref _slots[slot];
            if (entry.Kind != SlotKind.Connection || (reply && !HasReply(entry)) || !hash(reply ? OutHash(entry) : InHash(entry)))
                return false;
            seen[slot] |= bit;
            return true;
        });
        for (int slot = 1; slot <= Capacity; slot++)
        {
            ref ConnectionSlot entry = ref _slots[slot];
            if (entry.Kind != SlotKind.Connection)
                continue;
            bool whole = (seen[slot] & 1) != 0 || _index.TryInsert(InHash(entry), slot, false);
            whole = whole && (!HasReply(entry) || (seen[slot] & 2) != 0 || TryIndexReply(slot));
            if (!whole)
                unindexed(slot);
        }
    }

    /// <summary>Takes a slot; 0 when there is none.</summary>
    public int Take(uint now)
    {
        if (_retiredCount > 0 && (_freeCount == 0 || _retiredCount > Capacity / 2))
            Reclaim(now);
        if (_freeCount == 0)
            return 0;
        int slot = _free[--_freeCount];

        // The next one to be taken was let go long ago, and the packet that takes it would wait for its three lines.
        if (_freeCount > 0)
            CacheLines.Prefetch(_slots + _free[_freeCount - 1], sizeof(ConnectionSlot));
        return slot;
    }

    /// <summary>Makes a filled slot live.</summary>
    public void Publish(int slot, SlotKind kind) => Volatile.Write(ref _slots[slot].KindByte, (byte)kind);

    /// <summary>Has the index ready for the replies of a connection that is about to be entered.</summary>
    public void PrefetchReply(in ConnectionSlot entry)
    {
        if (HasReply(entry))
            _index.Prefetch(OutHash(entry));
    }

    /// <summary>Puts a connection's tuples into the index.</summary>
    /// <returns>False when there was no room for all; then the slot is to be retired, for the XDP program may hold it already.</returns>
    public bool TryIndex(int slot)
    {
        ref ConnectionSlot entry = ref _slots[slot];
        return _index.TryInsert(InHash(entry), slot, false) && (!HasReply(entry) || TryIndexReply(slot));
    }

    /// <summary>Takes a slot out of use; it is free again after its grace period.</summary>
    public void Retire(int slot, uint now)
    {
        ref ConnectionSlot entry = ref _slots[slot];
        if (entry.Kind == SlotKind.Connection)
        {
            _index.Remove(InHash(entry), slot, false);
            if (HasReply(entry))
                _index.Remove(OutHash(entry), slot, true);
        }

        Volatile.Write(ref entry.KindByte, (byte)SlotKind.Retired);
        int tail = _retiredHead + _retiredCount;
        _retired[tail >= Capacity ? tail - Capacity : tail] = (slot, now);
        _retiredCount++;
    }

    /// <summary>Finds the connection a packet belongs to.</summary>
    /// <returns>The slot, 0 for none; <paramref name="reply"/> tells the direction.</returns>
    public int Find(
        in InetAddress source, ushort sourcePort, in InetAddress destination, ushort destinationPort, byte protocol, out bool reply) =>
        FindRaw(
            source, BinaryPrimitives.ReverseEndianness(sourcePort), destination, BinaryPrimitives.ReverseEndianness(destinationPort),
            protocol, out reply);

    /// <summary>The hash of the client's side.</summary>
    public ulong InHash(in ConnectionSlot entry) =>
        TupleHash.Of(_seed, entry.Client, entry.Virtual, entry.ClientPortRaw, entry.VirtualPortRaw, entry.ProtocolNumber);

    private int FindRaw(in InetAddress source, ushort from, in InetAddress destination, ushort to, byte protocol, out bool reply)
    {
        TupleCandidates candidates = _index.Find(TupleHash.Of(_seed, source, destination, from, to, protocol));
        while (candidates.TryNext(out int slot, out reply))
        {
            ref ConnectionSlot entry = ref _slots[slot];
            if (entry.Kind != SlotKind.Connection || entry.ProtocolNumber != protocol)
                continue;
            bool same = reply
                ? entry.ServerPortRaw == from && entry.ClientPortRaw == to && entry.Server == source && entry.Client == destination
                : entry.ClientPortRaw == from && entry.VirtualPortRaw == to && entry.Client == source && entry.Virtual == destination;
            if (same)
                return slot;
        }

        reply = false;
        return 0;
    }

    /// <summary>
    /// Two services may masquerade to one server, and a client use one port for both: then the replies of two connections look the
    /// same, and go to the later one, as in IPVS (a real server has one socket for them and begins anew with the later).
    /// </summary>
    private bool TryIndexReply(int slot)
    {
        ref ConnectionSlot entry = ref _slots[slot];
        ulong hash = OutHash(entry);
        TupleCandidates candidates = _index.Find(hash);
        int former = 0;
        while (former == 0 && candidates.TryNext(out int other, out bool reply))
        {
            if (!reply || !HasSameReply(_slots[other], entry))
                continue;
            if (Ticks.Since(_slots[other].Created, entry.Created) > 0)
                return true;
            former = other;
        }

        // The later one first: in between the server's packets would be nobody's, and leave as they are.
        if (!_index.TryInsert(hash, slot, true))
            return false;
        if (former != 0)
            _index.Remove(hash, former, true);
        return true;
    }

    private static bool HasSameReply(in ConnectionSlot one, in ConnectionSlot other) =>
        one.Kind == SlotKind.Connection && one.ProtocolNumber == other.ProtocolNumber && one.ServerPortRaw == other.ServerPortRaw
        && one.ClientPortRaw == other.ClientPortRaw && one.Server == other.Server && one.Client == other.Client;

    private static bool HasReply(in ConnectionSlot entry) => entry.Method == Rules.ForwardingMethod.Masquerade;

    private ulong OutHash(in ConnectionSlot entry) =>
        TupleHash.Of(_seed, entry.Server, entry.Client, entry.ServerPortRaw, entry.ClientPortRaw, entry.ProtocolNumber);

    private void Reclaim(uint now)
    {
        while (_retiredCount > 0 && Ticks.Since(now, _retired[_retiredHead].At) >= GraceTicks)
        {
            int slot = _retired[_retiredHead].Slot;
            _slots[slot].KindByte = (byte)SlotKind.Free;
            _free[_freeCount++] = slot;
            _retiredHead = _retiredHead + 1 == Capacity ? 0 : _retiredHead + 1;
            _retiredCount--;
        }
    }
}
