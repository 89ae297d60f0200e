namespace Lvs.Engine.Scheduling;

/// <summary>
/// A tournament over slots: every node holds the cheaper of its two children, the left one at a tie, so the root is the first of
/// the cheapest in list order. Changing one cost replays only the matches on its way up, and stops where the outcome stays.
/// </summary>
internal sealed class LeastTree
{
    // Node 1 is the root, node n has the children 2n and 2n + 1, the leaves are the upper half. The costs are in the nodes, so
    // that a match reads one of them and not four places.
    private Node[] _nodes = [];

    /// <summary>The cheapest slot, the lowest at a tie; -1 when none is possible.</summary>
    public int Least => _nodes[1].Cost.IsPossible ? _nodes[1].Slot : -1;

    /// <summary>Starts over with that many slots, a power of two of at least 2, none of them possible.</summary>
    public void Resize(int capacity)
    {
        _nodes = new Node[capacity * 2];
        for (int slot = 0; slot < capacity; slot++)
            _nodes[capacity + slot] = new Node(Cost.Never, slot);
        for (int index = capacity - 1; index > 0; index--)
            _nodes[index] = _nodes[index * 2];
    }

    /// <summary>Gives a slot another cost.</summary>
    public void Set(int slot, Cost cost)
    {
        Node[] nodes = _nodes;
        int index = (nodes.Length >> 1) + slot;
        Node winner = new(cost, slot);
        while (true)
        {
            ref Node node = ref nodes[index];

            // Another slot wins here and did so before: nothing above has changed.
            if (winner.Slot != slot && node.Slot == winner.Slot)
                return;
            node = winner;
            if (index == 1)
                return;
            ref Node other = ref nodes[index ^ 1];
            if ((index & 1) == 0 ? !Cost.IsAtMost(in winner.Cost, in other.Cost) : Cost.IsAtMost(in other.Cost, in winner.Cost))
                winner = other;
            index >>= 1;
        }
    }

    private readonly struct Node(Cost cost, int slot)
    {
        public readonly Cost Cost = cost;
        public readonly int Slot = slot;
    }
}
