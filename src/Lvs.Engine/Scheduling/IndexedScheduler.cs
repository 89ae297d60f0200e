using System.Numerics;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// Keeps the servers of a service in slots, in list order: a lower slot stands earlier in the list. New servers take the slot
/// below the lowest, removed ones leave a gap; when no slot is left, the rest is packed to the upper end of a larger array, so
/// that adding at the head costs constant time on average. What is derived from a server is indexed by slot. A new connection
/// changes its server's load twice, as it is counted and as it becomes active: the index follows once, before anything else.
/// </summary>
public abstract class IndexedScheduler : Scheduler
{
    private const int SmallestCapacity = 8;
    private const int None = -1;

    private int _lowest;
    private int _count;

    // The slot whose load has changed since the index was brought up to date.
    private int _changed = None;

    private protected IndexedScheduler()
    {
    }

    /// <summary>The servers by slot; null in gaps and below the head.</summary>
    private protected RealServer?[] Slots { get; private set; } = [];

    /// <inheritdoc/>
    public sealed override RealServer? Pick(in SchedulingRequest request)
    {
        CatchUp();
        return Choose(request);
    }

    internal override void Attach(VirtualService service)
    {
        Lay([.. service.Servers]);
    }

    internal override void ServerAdded(RealServer server)
    {
        if (_lowest == 0)
            Lay([.. Slots.OfType<RealServer>()]);
        _count++;
        Place(--_lowest, server);
    }

    internal override void ServerRemoved(RealServer server)
    {
        int slot = server.Position;
        server.Position = -1;
        Slots[slot] = null;
        _count--;
        Update(slot, null);
    }

    internal override void ServerEdited(RealServer server) => Update(server.Position, server);

    internal override void LoadChanged(RealServer server)
    {
        if (server.Position == _changed)
            return;
        CatchUp();
        _changed = server.Position;
    }

    /// <summary>Picks by an index that is up to date.</summary>
    private protected abstract RealServer? Choose(in SchedulingRequest request);

    /// <summary>Starts an empty index of that many slots, a power of two.</summary>
    private protected abstract void Resize(int capacity);

    /// <summary>Brings the index up to date about one slot; null when it is a gap now.</summary>
    private protected abstract void Update(int slot, RealServer? server);

    private void CatchUp()
    {
        if (_changed == None)
            return;
        Update(_changed, Slots[_changed]);
        _changed = None;
    }

    private void Lay(RealServer[] servers)
    {
        _count = servers.Length;
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(SmallestCapacity, _count * 2));
        Slots = new RealServer?[capacity];
        _lowest = capacity - _count;
        _changed = None;
        Resize(capacity);
        for (int i = 0; i < servers.Length; i++)
            Place(_lowest + i, servers[i]);
    }

    private void Place(int slot, RealServer server)
    {
        Slots[slot] = server;
        server.Position = slot;
        Update(slot, server);
    }
}
