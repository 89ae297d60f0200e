using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;

namespace Lvs.Xdp.Netlink;

/// <summary>What <see cref="NextHopTable"/> remembers of one address. Used again for another one when it was evicted.</summary>
internal sealed class Destination
{
    /// <summary>Never asked the kernel to resolve the neighbour.</summary>
    internal const long Never = long.MinValue / 2;

    /// <summary>The address.</summary>
    internal InetAddress Address;

    /// <summary>How many want to hear of changes.</summary>
    internal int Watchers;

    /// <summary>Found since the last upkeep: its neighbour is in use.</summary>
    internal bool Used;

    /// <summary>Answered with Pending: its end is announced although nobody watches.</summary>
    internal bool Waiting;

    /// <summary>The route must be asked for before it is used.</summary>
    internal bool RouteStale;

    /// <summary>The table's route generation when the route was asked for.</summary>
    internal uint RouteGeneration;

    /// <summary>The table's generation when <see cref="State"/> and <see cref="Hop"/> were worked out.</summary>
    internal uint Generation;

    /// <summary>The table's period when <see cref="State"/> and <see cref="Hop"/> were worked out.</summary>
    internal uint Period;

    /// <summary>False until <see cref="State"/> and <see cref="Hop"/> were worked out for the first time.</summary>
    internal bool IsKnown;

    /// <summary>False when there is no route.</summary>
    internal bool HasRoute;

    /// <summary>The route.</summary>
    internal RouteInfo Route;

    /// <summary>The neighbour behind it; the default value when none is needed.</summary>
    internal NeighbourKey Neighbour;

    /// <summary>When the kernel was last asked to resolve or confirm the neighbour, in ms.</summary>
    internal long AskedAt;

    /// <summary>When it began to wait, in ms.</summary>
    internal long WaitingSince;

    /// <summary>The answer.</summary>
    internal NextHopState State;

    /// <summary>The answer's next hop.</summary>
    internal NextHop Hop;

    /// <summary>The answer that the watchers know of.</summary>
    internal NextHopState ReportedState;

    /// <summary>The next hop that the watchers know of.</summary>
    internal NextHop ReportedHop;

    /// <summary>In the list of those watched, where it may still be for a while when it is not any more, or is another's already:
    /// a new beginning does not change it.</summary>
    internal bool Listed;

    /// <summary>True when changes are announced.</summary>
    internal bool IsWanted => Watchers > 0 || Waiting;

    /// <summary>Makes it a new one.</summary>
    internal void Reset(InetAddress address)
    {
        Address = address;
        Watchers = 0;
        Used = false;
        Waiting = false;
        RouteStale = true;
        IsKnown = false;
        HasRoute = false;
        Route = default;
        Neighbour = default;
        AskedAt = Never;
        State = NextHopState.Unreachable;
        Hop = default;
    }
}
