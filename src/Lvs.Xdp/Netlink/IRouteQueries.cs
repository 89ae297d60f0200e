using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Netlink;

/// <summary>What <see cref="NextHopTable"/> asks the kernel; a test answers in its place.</summary>
internal interface IRouteQueries
{
    /// <summary>The route the kernel would take to one address now, with policy rules and all; false when it has none.</summary>
    bool TryGetRoute(InetAddress destination, out RouteInfo route);

    /// <summary>Has the kernel resolve a neighbour, or confirm one that is stale; the answer comes as a notification.</summary>
    /// <returns>False when the kernel would not: the device is gone or down, its table is full.</returns>
    bool TryResolve(NeighbourKey neighbour);
}
