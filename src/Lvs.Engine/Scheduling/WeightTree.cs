using System.Runtime.CompilerServices;

namespace Lvs.Engine.Scheduling;

/// <summary>What wrr asks of all weights at once, kept in a tree over slots: their greatest common divisor, the highest, the
/// highest among servers that take connections, and the first such server from a slot on with at least some weight.</summary>
internal sealed class WeightTree
{
    private int _capacity = 1;
    private Node[] _nodes = new Node[2];

    /// <summary>The greatest common divisor of the weights above 0; 1 when there is none.</summary>
    public int CommonDivisor => Math.Max(_nodes[1].Step, 1);

    /// <summary>The highest weight; 0 when there is none.</summary>
    public int Highest => _nodes[1].Highest;

    /// <summary>The highest weight of a server that is not overloaded; 0 when there is none.</summary>
    public int HighestOpen => _nodes[1].HighestOpen;

    /// <summary>Starts over with that many slots, a power of two, all of weight 0.</summary>
    public void Resize(int capacity)
    {
        _capacity = capacity;
        _nodes = new Node[capacity * 2];
    }

    /// <summary>Gives a slot another weight.</summary>
    public void Set(int slot, int weight, bool isOpen)
    {
        int index = _capacity + slot;
        Node node = new(weight, weight, isOpen ? weight : 0);
        while (_nodes[index] != node)
        {
            _nodes[index] = node;
            if ((index >>= 1) == 0)
                return;
            node = Node.Join(in _nodes[index * 2], in _nodes[(index * 2) + 1]);
        }
    }

    /// <summary>The first slot at or behind <paramref name="slot"/> that takes connections and has at least that weight, or
    /// -1.</summary>
    public int Next(int slot, int weight)
    {
        if (slot >= _capacity)
            return -1;

        // Up until a subtree to the right has one, then down to the first.
        int index = _capacity + slot;
        while (_nodes[index].HighestOpen < weight)
        {
            while ((index & 1) == 1)
                index >>= 1;
            if (index == 0)
                return -1;
            index++;
        }

        while (index < _capacity)
        {
            index *= 2;
            if (_nodes[index].HighestOpen < weight)
                index++;
        }

        return index - _capacity;
    }

    private readonly record struct Node(int Step, int Highest, int HighestOpen)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Node Join(in Node left, in Node right) => new(
            Divisor.Common(left.Step, right.Step),
            Math.Max(left.Highest, right.Highest),
            Math.Max(left.HighestOpen, right.HighestOpen));
    }
}
