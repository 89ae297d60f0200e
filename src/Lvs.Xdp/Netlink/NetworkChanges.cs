using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Netlink;

/// <summary>What one <see cref="NetlinkWatcher.Drain"/> found changed. Valid during the call it is given to; the object
/// is used again.</summary>
public sealed class NetworkChanges
{
    // More changed routes than this in one go and asking for everything again is cheaper than comparing prefixes.
    private const int MostRoutes = 32;
    private readonly List<LinkChange> _links = [];
    private readonly List<AddressChange> _addresses = [];
    private readonly List<RouteInfo> _routes = [];

    /// <summary>Network devices, in the order it happened; one device may be in it more than once.</summary>
    public IReadOnlyList<LinkChange> Links => _links;

    /// <summary>Addresses, in the order it happened.</summary>
    public IReadOnlyList<AddressChange> Addresses => _addresses;

    /// <summary>True when a neighbour became usable or unusable or has another MAC address.</summary>
    public bool Neighbours { get; internal set; }

    /// <summary>True when a neighbour that was usable is so no longer, or has another MAC address.</summary>
    public bool NeighboursLost { get; internal set; }

    /// <summary>True when any route may have changed: a rule did, or whether the host forwards, notifications were lost, or too many
    /// routes to name.</summary>
    public bool AllRoutes { get; internal set; }

    /// <summary>The routes that came or went while <see cref="AllRoutes"/> is false.</summary>
    public IReadOnlyList<RouteInfo> Routes => _routes;

    /// <summary>True when there is nothing.</summary>
    public bool IsEmpty => _links.Count == 0 && _addresses.Count == 0 && _routes.Count == 0 && !Neighbours && !AllRoutes;

    /// <summary>True when a way that was found before may be another now, or none: to whatever address.</summary>
    public bool MayAffectAny => AllRoutes || NeighboursLost || _links.Count > 0 || _addresses.Count > 0 || _routes.Count > 0;

    /// <summary>True when the route to an address may have changed.</summary>
    public bool MayAffect(InetAddress destination)
    {
        if (AllRoutes || _links.Count > 0 || _addresses.Count > 0)
            return true;
        foreach (RouteInfo route in _routes)
        {
            if (route.Covers(destination))
                return true;
        }

        return false;
    }

    internal void Add(LinkChange change) => _links.Add(change);

    internal void Add(AddressChange change) => _addresses.Add(change);

    internal void Add(in RouteInfo route)
    {
        if (AllRoutes)
            return;
        if (_routes.Count < MostRoutes)
        {
            _routes.Add(route);
            return;
        }

        _routes.Clear();
        AllRoutes = true;
    }

    internal void Clear()
    {
        _links.Clear();
        _addresses.Clear();
        _routes.Clear();
        Neighbours = false;
        NeighboursLost = false;
        AllRoutes = false;
    }
}
