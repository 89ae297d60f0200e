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

        RealServer? server = PickLeast();
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

    private protected override void Update(int slot, RealServer? server)
    {
        base.Update(slot, server);
        if (server is not null)
            _changes.Add(server.Id);
    }
}
