using System.Numerics;

namespace Lvs.Engine.Scheduling;

/// <summary>A set of slots as bits, with a bit for each word above, and so on up: the next member is found in one step for every
/// factor of 64, however sparse the set.</summary>
internal sealed class SlotSet
{
    private ulong[][] _levels = [];

    /// <summary>Starts over with that many slots, none of them in the set.</summary>
    public void Resize(int capacity)
    {
        List<ulong[]> levels = [];
        do
        {
            capacity = (capacity + 63) / 64;
            levels.Add(new ulong[capacity]);
        }
        while (capacity > 1);
        _levels = [.. levels];
    }

    /// <summary>Puts a slot in, or takes it out.</summary>
    public void Set(int slot, bool member)
    {
        foreach (ulong[] level in _levels)
        {
            ref ulong word = ref level[slot >> 6];
            ulong before = word;
            word = member ? before | (1UL << slot) : before & ~(1UL << slot);

            // The levels above only know whether the word is zero.
            if ((before == 0) == (word == 0))
                return;
            slot >>= 6;
        }
    }

    /// <summary>The first member at or behind a slot, or -1.</summary>
    public int Next(int slot)
    {
        for (int level = 0; level < _levels.Length; level++)
        {
            ulong[] words = _levels[level];
            int index = slot >> 6;
            if (index >= words.Length)
                return -1;
            ulong rest = words[index] & (ulong.MaxValue << slot);
            if (rest != 0)
                return Descend(level, (index << 6) + BitOperations.TrailingZeroCount(rest));
            slot = index + 1;
        }

        return -1;
    }

    private int Descend(int level, int slot)
    {
        while (level > 0)
            slot = (slot << 6) + BitOperations.TrailingZeroCount(_levels[--level][slot]);
        return slot;
    }
}
