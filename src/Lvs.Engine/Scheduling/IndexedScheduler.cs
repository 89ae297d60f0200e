using System.Numerics;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// Keeps the servers of a service in slots, in list order: a lower slot stands earlier in the list. New servers take the slot
/// below the lowest, removed ones leave a gap; when no slot is left, the rest is packed to the upper end of a larger array, so
/// that adding at the head costs constant time on average. What is derived from a server is indexed by slot.
/// </summary>
public abstract class IndexedScheduler : Scheduler
{
    private const int SmallestCapacity = 8;

    private int _lowest;
    private int _count;

    private protected IndexedScheduler()
    {
    }

    /// <summary>The servers by slot; null in gaps and below the head.</summary>
    private protected RealServer?[] Slots { get; private set; } = [];

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

    internal override void LoadChanged(RealServer server) => Update(server.Position, server);

    /// <summary>Starts an empty index of that many slots, a power of two.</summary>
    private protected abstract void Resize(int capacity);

    /// <summary>Brings the index up to date about one slot; null when it is a gap now.</summary>
    private protected abstract void Update(int slot, RealServer? server);

    private void Lay(RealServer[] servers)
    {
        _count = servers.Length;
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(SmallestCapacity, _count * 2));
        Slots = new RealServer?[capacity];
        _lowest = capacity - _count;
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
