using System.Runtime.CompilerServices;

namespace Lvs.Engine.Scheduling;

/// <summary>Weights by slot as a tree of sums, for weighted draws.</summary>
internal sealed class WeightSums
{
    private int _capacity = 1;
    private long[] _sums = new long[2];

    /// <summary>The sum of all weights.</summary>
    public long Total => _sums[1];

    /// <summary>Starts over with that many slots, a power of two, all of weight 0.</summary>
    public void Resize(int capacity)
    {
        _capacity = capacity;
        _sums = new long[capacity * 2];
    }

    /// <summary>Gives a slot another weight.</summary>
    public void Set(int slot, int weight)
    {
        int index = _capacity + slot;
        long change = weight - _sums[index];
        if (change == 0)
            return;
        for (; index > 0; index >>= 1)
            _sums[index] += change;
    }

    /// <summary>For two sums the first slots up to which the weights add up to at least as much. The two ways down go side by
    /// side, as every step of one waits for memory.</summary>
    /// <param name="one">1 to <see cref="Total"/>.</param>
    /// <param name="other">1 to <see cref="Total"/>.</param>
    public (int One, int Other) Find(long one, long other)
    {
        long[] sums = _sums;
        int first = 1;
        int second = 1;
        while (first < _capacity)
        {
            Descend(sums, ref first, ref one);
            Descend(sums, ref second, ref other);
        }

        return (first - _capacity, second - _capacity);
    }

    // To the right, and less what is on the left, when that falls short: without a branch, as it is a toss-up.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Descend(long[] sums, ref int index, ref long sum)
    {
        index *= 2;
        long left = sums[index];
        long fallsShort = (left - sum) >> 63;
        sum -= left & fallsShort;
        index -= (int)fallsShort;
    }
}
