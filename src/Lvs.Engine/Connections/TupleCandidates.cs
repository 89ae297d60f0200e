using System.Numerics;

namespace Lvs.Engine.Connections;

/// <summary>The entries of a <see cref="TupleIndex"/> that may be for a hash, one after the other. The caller compares the tuple
/// and, when it is another's, goes on. The index must not be changed meanwhile.</summary>
internal unsafe ref struct TupleCandidates(uint* first, uint* second, uint left)
{
    // A bit an entry: the lower half for the first bucket, the upper for the second.
    private uint _left = left;

    /// <summary>The next: slot and direction; false when there is none.</summary>
    public bool TryNext(out int slot, out bool reply)
    {
        while (_left != 0)
        {
            int index = BitOperations.TrailingZeroCount(_left);
            _left &= _left - 1;
            uint entry = index < TupleIndex.BucketEntries ? first[index] : second[index - TupleIndex.BucketEntries];
            if (entry == 0)
                continue;
            slot = (int)(entry & TupleIndex.SlotMask);
            reply = (entry & TupleIndex.Reply) != 0;
            return true;
        }

        slot = 0;
        reply = false;
        return false;
    }
}
