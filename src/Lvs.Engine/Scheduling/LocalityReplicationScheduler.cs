using Lvs.Engine.Connections;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// lblcr: as lblc, but a destination may have several servers. Connections go to the least loaded of them; when even that one
/// takes none, or is overtaxed while another idles, the choice of wlc joins. A set that has not changed for a day loses its most
/// loaded server (ip_vs_lblcr).
/// </summary>
public sealed class LocalityReplicationScheduler : LocalityScheduler
{
    private readonly SchedulingContext _context;
    private readonly ChangeLog _changes = new();

    // The slots that the tournament of all servers has not heard of yet: it is asked only when a set does not do, which is seldom.
    private readonly SlotSet _late = new();
    private readonly DestinationCache<ServerSet> _cache = new(static set => set.Release());

    internal LocalityReplicationScheduler(SchedulingContext context) => _context = context;

    /// <inheritdoc/>
    public override string Name => "lblcr";

    private protected override RealServer? Choose(in SchedulingRequest request)
    {
        ServerSet? set = _cache.Use(request.Destination, request.Now)?.Value;
        if (set is not null)
        {
            RealServer? known = set.Least(_changes);
            if (set.Count > 1 && request.Now - set.LastModified > Ticks.FromSeconds(_context.LblcrExpiration))
                set.RemoveMostLoaded(request.Now);
            if (known is not null && !IsOvertaxed(known))
                return known;
        }

        RealServer? server = PickLeastOfAll();
        if (server is null)
            return null;
        if (set is null)
        {
            set = new ServerSet();
            if (!_cache.TryAdd(request.Destination, set, request.Now))
                return server;
        }

        set.Add(server, request.Now);
        return server;
    }

    internal override void Detach() => _cache.Clear();

    internal override void Maintain(uint now) => _cache.Maintain(now, _context.LblcrExpiration);

    internal override void ServerRemoved(RealServer server)
    {
        base.ServerRemoved(server);
        _changes.Add(server.Id);
    }

    private protected override void Resize(int capacity)
    {
        base.Resize(capacity);
        _late.Resize(capacity);
    }

    private protected override void Update(int slot, RealServer? server)
    {
        UpdateIdle(slot, server);
        _late.Set(slot, true);
        if (server is not null)
            _changes.Add(server.Id);
    }

    private RealServer? PickLeastOfAll()
    {
        for (int slot = _late.Next(0); slot >= 0; slot = _late.Next(slot + 1))
        {
            base.Update(slot, Slots[slot]);
            _late.Set(slot, false);
        }

        return PickLeast();
    }
}
