using System.Diagnostics.CodeAnalysis;
using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Netlink;

/// <summary>The addresses that <see cref="NextHopTable"/> remembers: at most so many, as clients choose whom we meet. Objects are
/// used again, so that a full cache allocates nothing.</summary>
/// <param name="capacity">The most addresses while few are wanted; beside more wanted ones there is room for half as many.</param>
internal sealed class DestinationCache(int capacity)
{
    private readonly Dictionary<InetAddress, Destination> _known = new(capacity);
    private readonly Stack<Destination> _spare = new();
    private int _wanted;

    /// <summary>How many there are.</summary>
    internal int Count => _known.Count;

    /// <summary>All of them.</summary>
    internal Dictionary<InetAddress, Destination>.ValueCollection All => _known.Values;

    internal bool TryGet(InetAddress address, [NotNullWhen(true)] out Destination? destination) =>
        _known.TryGetValue(address, out destination);

    /// <summary>Adds one that is not there, as new.</summary>
    internal Destination Add(InetAddress address)
    {
        // Those not found lately make room; where all were, all that nobody wants. With more wanted ones than the capacity, each
        // new one would search all others in vain: so there is room for half as many beside them.
        if (_known.Count >= Math.Max(capacity, _wanted + _wanted / 2) && !Evict(sparingUsed: true))
            Evict(sparingUsed: false);
        Destination destination = _spare.Count > 0 ? _spare.Pop() : new Destination();
        destination.Reset(address);
        _known.Add(address, destination);
        return destination;
    }

    private bool Evict(bool sparingUsed)
    {
        int before = _known.Count;
        _wanted = 0;
        foreach ((InetAddress address, Destination destination) in _known)
        {
            if (destination.IsWanted)
                _wanted++;
            if (destination.IsWanted || (sparingUsed && destination.Used))
                continue;
            _known.Remove(address);
            _spare.Push(destination);
        }

        return _known.Count < before;
    }
}
