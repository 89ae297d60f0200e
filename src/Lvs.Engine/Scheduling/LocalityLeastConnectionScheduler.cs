using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// lblc, for clusters of caches: connections to one address go to one server, chosen as wlc does, as long as it is there, has a
/// weight, and is not overtaxed while another idles (ip_vs_lblc). Thresholds count for the choice only.
/// </summary>
public sealed class LocalityLeastConnectionScheduler : LocalityScheduler
{
    private readonly SchedulingContext _context;
    private readonly DestinationCache<RealServer> _cache = new(static server => server.CacheReferences--);

    internal LocalityLeastConnectionScheduler(SchedulingContext context) => _context = context;

    /// <inheritdoc/>
    public override string Name => "lblc";

    /// <summary>The number of destinations remembered.</summary>
    internal int Destinations => _cache.Count;

    private protected override RealServer? Choose(in SchedulingRequest request)
    {
        DestinationCache<RealServer>.Entry? entry = _cache.Use(request.Destination, request.Now);
        if (entry is not null && entry.Value is { IsAvailable: true, Weight: > 0 } known && !IsOvertaxed(known))
            return known;

        RealServer? server = PickLeast();
        if (server is null || server == entry?.Value)
            return server;
        if (entry is not null)
        {
            entry.Value.CacheReferences--;
            entry.Value = server;
            server.CacheReferences++;
        }
        else if (_cache.TryAdd(request.Destination, server, request.Now))
        {
            server.CacheReferences++;
        }

        return server;
    }

    internal override void Detach() => _cache.Clear();

    internal override void Maintain(uint now) => _cache.Maintain(now, _context.LblcExpiration);
}
