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

    /// <summary>The first slot up to which the weights add up to at least <paramref name="sum"/>, which is 1 to
    /// <see cref="Total"/>.</summary>
    public int Find(long sum)
    {
        int index = 1;
        while (index < _capacity)
        {
            // To the right, and less what is on the left, when that falls short: without a branch, as it is a toss-up.
            index *= 2;
            long left = _sums[index];
            long fallsShort = (left - sum) >> 63;
            sum -= left & fallsShort;
            index -= (int)fallsShort;
        }

        return index - _capacity;
    }
}
