using System.Diagnostics.CodeAnalysis;
using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Netlink;

/// <summary>The addresses that <see cref="NextHopTable"/> remembers: at most so many, as clients choose whom we meet. Objects are
/// used again, so that a full cache allocates nothing.</summary>
/// <param name="capacity">The most addresses; only wanted ones may exceed it.</param>
internal sealed class DestinationCache(int capacity)
{
    private readonly Dictionary<InetAddress, Destination> _known = new(capacity);
    private readonly Stack<Destination> _spare = new();
    private int _beyond;

    /// <summary>How many there are.</summary>
    internal int Count => _known.Count;

    /// <summary>All of them.</summary>
    internal Dictionary<InetAddress, Destination>.ValueCollection All => _known.Values;

    internal bool TryGet(InetAddress address, [NotNullWhen(true)] out Destination? destination) =>
        _known.TryGetValue(address, out destination);

    /// <summary>Adds one that is not there, as new.</summary>
    internal Destination Add(InetAddress address)
    {
        // Those not found lately make room; where all were, all that nobody wants. Where more are wanted than there is room for,
        // looking for others at every addition would take a minute for a hundred thousand real servers.
        if (_known.Count >= capacity + _beyond)
        {
            if (!Evict(sparingUsed: true))
                Evict(sparingUsed: false);
            _beyond = Math.Max(0, _known.Count - capacity + (_known.Count / 8));
        }

        Destination destination = _spare.Count > 0 ? _spare.Pop() : new Destination();
        destination.Reset(address);
        _known.Add(address, destination);
        return destination;
    }

    private bool Evict(bool sparingUsed)
    {
        int before = _known.Count;
        foreach ((InetAddress address, Destination destination) in _known)
        {
            if (destination.IsWanted || (sparingUsed && destination.Used))
                continue;
            _known.Remove(address);
            _spare.Push(destination);
        }

        return _known.Count < before;
    }
}
