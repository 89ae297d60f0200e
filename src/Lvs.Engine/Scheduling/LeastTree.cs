namespace Lvs.Engine.Scheduling;

/// <summary>
/// A tournament over slots: every node holds the cheaper of its two children, the left one at a tie, so the root is the first of the
/// cheapest in list order. Changing one cost replays only the matches on its way up, and stops where the outcome stays.
/// </summary>
internal sealed class LeastTree
{
    private Cost[] _costs = [];
    private int[] _winners = [];

    /// <summary>The cheapest slot, the lowest at a tie; -1 when none is possible.</summary>
    public int Least
    {
        get
        {
            int slot = _winners[1];
            return _costs[slot].IsPossible ? slot : -1;
        }
    }

    /// <summary>Starts over with that many slots, a power of two of at least 2, none of them possible.</summary>
    public void Resize(int capacity)
    {
        _costs = new Cost[capacity];
        Array.Fill(_costs, Cost.Never);
        _winners = new int[capacity * 2];
        for (int slot = 0; slot < capacity; slot++)
            _winners[capacity + slot] = slot;
        for (int node = capacity - 1; node > 0; node--)
            _winners[node] = _winners[node * 2];
    }

    /// <summary>Gives a slot another cost.</summary>
    public void Set(int slot, Cost cost)
    {
        Cost[] costs = _costs;
        int[] winners = _winners;
        costs[slot] = cost;
        for (int node = (slot + costs.Length) >> 1; node > 0; node >>= 1)
        {
            int left = winners[node * 2];
            int right = winners[(node * 2) + 1];
            int winner = Cost.IsAtMost(in costs[left], in costs[right]) ? left : right;
            if (winner != slot && winners[node] == winner)
                return;
            winners[node] = winner;
        }
    }
}
