namespace Lvs.Engine.Connections;

/// <summary>
/// Finds slots by the hash of a packet's tuple: buckets of sixteen 32-bit entries, one cache line each, in memory that the XDP
/// program reads while the director, alone, writes. A tuple lives in one of two buckets; when both are full an entry is moved
/// to its other one, its new place written before the old is cleared, so that a reader never misses it.
/// </summary>
internal sealed unsafe class TupleIndex(uint* entries, uint mask)
{
    private const int BucketEntries = 16;
    private const uint SlotMask = 0x00ffffff;
    private const uint Reply = 0x01000000;
    private const int TagShift = 25;
    private const int TagOfHash = 57;
    private const uint Spread = 0x5bd1e995;

    /// <summary>The n-th candidate for a hash, at or after <paramref name="cursor"/>: slot and direction. The caller compares the
    /// tuple and, when it is another's, goes on.</summary>
    public bool TryNext(ulong hash, ref int cursor, out int slot, out bool reply)
    {
        uint tag = (uint)(hash >> TagOfHash);
        while (cursor < 2 * BucketEntries)
        {
            uint bucket = cursor < BucketEntries ? First(hash) : Other(First(hash), tag);
            uint entry = entries[(bucket * BucketEntries) + (uint)(cursor & (BucketEntries - 1))];
            cursor++;
            if (entry >> TagShift != tag || entry == 0)
                continue;
            slot = (int)(entry & SlotMask);
            reply = (entry & Reply) != 0;
            return true;
        }

        slot = 0;
        reply = false;
        return false;
    }

    /// <summary>Adds an entry.</summary>
    /// <returns>False when both buckets are full and none of their entries can move.</returns>
    public bool TryInsert(ulong hash, int slot, bool reply)
    {
        uint entry = (uint)slot | (reply ? Reply : 0) | ((uint)(hash >> TagOfHash) << TagShift);
        uint first = First(hash);
        uint second = Other(first, (uint)(hash >> TagOfHash));
        return TryPut(first, entry) || TryPut(second, entry) || TryDisplace(first, entry) || TryDisplace(second, entry);
    }

    /// <summary>Takes an entry out, wherever it was moved to.</summary>
    public bool Remove(ulong hash, int slot, bool reply)
    {
        uint entry = (uint)slot | (reply ? Reply : 0) | ((uint)(hash >> TagOfHash) << TagShift);
        uint first = First(hash);
        return TryClear(first, entry) || TryClear(Other(first, (uint)(hash >> TagOfHash)), entry);
    }

    /// <summary>Goes through all entries and takes out those that are not wanted.</summary>
    /// <param name="wanted">Says of slot and direction whether the entry is right; it is given a question to ask: whether this
    /// is an entry for a hash.</param>
    public void Prune(Func<Func<ulong, bool>, int, bool, bool> wanted)
    {
        uint bucket = 0;
        uint entry = 0;
        bool IsFor(ulong hash) => entry >> TagShift == (uint)(hash >> TagOfHash)
            && (bucket == First(hash) || bucket == Other(First(hash), (uint)(hash >> TagOfHash)));
        Func<ulong, bool> isFor = IsFor;
        for (bucket = 0; bucket <= mask; bucket++)
        {
            for (int i = 0; i < BucketEntries; i++)
            {
                entry = entries[(bucket * BucketEntries) + (uint)i];
                if (entry != 0 && !wanted(isFor, (int)(entry & SlotMask), (entry & Reply) != 0))
                    Volatile.Write(ref entries[(bucket * BucketEntries) + (uint)i], 0u);
            }
        }
    }

    private uint First(ulong hash) => (uint)hash & mask;

    private uint Other(uint bucket, uint tag) => (bucket ^ ((tag + 1) * Spread)) & mask;

    private bool TryPut(uint bucket, uint entry)
    {
        uint* line = entries + (bucket * BucketEntries);
        for (int i = 0; i < BucketEntries; i++)
        {
            if (line[i] == 0)
            {
                Volatile.Write(ref line[i], entry);
                return true;
            }
        }

        return false;
    }

    private bool TryClear(uint bucket, uint entry)
    {
        uint* line = entries + (bucket * BucketEntries);
        for (int i = 0; i < BucketEntries; i++)
        {
            if (line[i] == entry)
            {
                Volatile.Write(ref line[i], 0u);
                return true;
            }
        }

        return false;
    }

    private bool TryDisplace(uint bucket, uint entry)
    {
        uint* line = entries + (bucket * BucketEntries);
        for (int i = 0; i < BucketEntries; i++)
        {
            uint moved = line[i];
            uint other = Other(bucket, moved >> TagShift);
            if (other != bucket && TryPut(other, moved))
            {
                Volatile.Write(ref line[i], entry);
                return true;
            }
        }

        return false;
    }
}
