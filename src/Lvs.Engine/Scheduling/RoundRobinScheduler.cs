using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// rr: each server in turn, in list order, so the last added comes first (ip_vs_rr). The place is kept over edits and additions;
/// when the server it is at goes, it falls back to the one before.
/// </summary>
public sealed class RoundRobinScheduler : IndexedScheduler
{
    private readonly SlotSet _open = new();

    // The server picked last; null stands for the head of the list, before the first server.
    private RealServer? _cursor;

    /// <inheritdoc/>
    public override string Name => "rr";

    private protected override RealServer? Choose(in SchedulingRequest request)
    {
        int slot = _open.Next(_cursor is null ? 0 : _cursor.Position + 1);
        if (slot < 0)
            slot = _open.Next(0);
        return slot < 0 ? null : _cursor = Slots[slot];
    }

    internal override void Attach(VirtualService service)
    {
        _cursor = null;
        base.Attach(service);
    }

    internal override void ServerRemoved(RealServer server)
    {
        if (_cursor == server)
            _cursor = server.Previous;
        base.ServerRemoved(server);
    }

    private protected override void Resize(int capacity) => _open.Resize(capacity);

    private protected override void Update(int slot, RealServer? server) =>
        _open.Set(slot, server is { IsOverloaded: false, Weight: > 0 });
}
