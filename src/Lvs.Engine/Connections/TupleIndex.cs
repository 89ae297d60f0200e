using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lvs.Engine.Connections;

/// <summary>
/// Finds slots by the hash of a packet's tuple: buckets of sixteen 32-bit entries, one cache line each, in memory that the XDP
/// program reads while the director, alone, writes. A tuple lives in one of two buckets; when both are full an entry is moved
/// to its other one, its new place written before the old is cleared: a reader that looks at the first, the second, and the first
/// again never misses it.
/// </summary>
internal sealed unsafe class TupleIndex(uint* entries, uint mask)
{
    internal const int BucketEntries = 16;
    internal const uint SlotMask = 0x00ffffff;
    internal const uint Reply = 0x01000000;
    private const int HalfLine = BucketEntries / 2;
    private const int LineBytes = BucketEntries * sizeof(uint);
    private const int TagShift = 25;
    private const int TagOfHash = 57;
    private const uint Spread = 0x5bd1e995;

    /// <summary>The entries that may be for a hash: two lines of memory, read side by side.</summary>
    /// <remarks>Optimized at once: before that, vectors are calls, and the first second would be many times slower.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TupleCandidates Find(ulong hash)
    {
        uint tag = (uint)(hash >> TagOfHash);
        uint first = First(hash);
        uint* line = Line(first);
        uint* other = Line(Other(first, tag));
        return new TupleCandidates(line, other, Tagged(line, tag) | (Tagged(other, tag) << BucketEntries));
    }

    /// <summary>Has the lines of a hash brought into the cache: they are scattered over more memory than fits.</summary>
    public void Prefetch(ulong hash)
    {
        uint first = First(hash);
        CacheLines.Prefetch(Line(first), LineBytes);
        CacheLines.Prefetch(Line(Other(first, (uint)(hash >> TagOfHash))), LineBytes);
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

    private uint* Line(uint bucket) => entries + (bucket * BucketEntries);

    private bool TryPut(uint bucket, uint entry) => TryReplace(bucket, 0, entry);

    private bool TryClear(uint bucket, uint entry) => TryReplace(bucket, entry, 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryReplace(uint bucket, uint present, uint entry)
    {
        uint* line = Line(bucket);
        Vector256<uint> wanted = Vector256.Create(present);
        uint same = Bits(Vector256.Equals(Vector256.Load(line), wanted), Vector256.Equals(Vector256.Load(line + HalfLine), wanted));
        if (same == 0)
            return false;
        Volatile.Write(ref line[BitOperations.TrailingZeroCount(same)], entry);
        return true;
    }

    /// <summary>A bit for each entry of a line that has a tag; of tag 0 the empty ones have theirs, too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Tagged(uint* line, uint tag)
    {
        Vector256<uint> wanted = Vector256.Create(tag);
        return Bits(
            Vector256.Equals(Vector256.ShiftRightLogical(Vector256.Load(line), TagShift), wanted),
            Vector256.Equals(Vector256.ShiftRightLogical(Vector256.Load(line + HalfLine), TagShift), wanted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector256<uint> low, Vector256<uint> high) =>
        low.ExtractMostSignificantBits() | (high.ExtractMostSignificantBits() << HalfLine);

    private bool TryDisplace(uint bucket, uint entry)
    {
        uint* line = Line(bucket);
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
