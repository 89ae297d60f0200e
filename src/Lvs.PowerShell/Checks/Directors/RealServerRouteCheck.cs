using LvsPS.Hosts;

namespace LvsPS.Checks.Directors;

/// <summary>The director needs a way to every real server, and with direct routing a real server has to be a neighbour: only the
/// MAC address is rewritten, which no router would forward as it is meant.</summary>
internal sealed class RealServerRouteCheck : IDirectorCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(DirectorQuestion question) => question.Servers
        .Where(pair => pair.Server.Address is not null)
        .GroupBy(pair => (pair.Server.Address, pair.Server.ForwardingMethod))
        .Select(group => Check(question.Network, group.Key.Address!, group.Key.ForwardingMethod));

    private static CheckResult Check(HostNetwork network, string address, LvsForwardingMethod method)
    {
        HostRoute? route = network.Route(address);
        bool far = route?.Gateway is not null && method == LvsForwardingMethod.DirectRouting;
        bool silent = route is not null && network.IsSilent(route.Gateway ?? address);
        string found = route is null ? "There is no route to it."
            : far ? $"It is behind the router {route.Gateway}, but direct routing reaches neighbours only."
            : silent ? $"{route.Gateway ?? address} does not answer on {route.Device}."
            : route.Gateway is null ? $"It is a neighbour on {route.Device}."
                : $"It is reached through {route.Gateway} on {route.Device}.";
        return CheckResult.Of(
            "RealServerRoute", address, route is not null && !far && !silent, found, route is null
                ? $"Add a route: ip route add {address} …, or an address in its network."
                : far ? "Put it into the director's network, or use a tunnel."
                : "See whether it is up and on the same wire: ip neigh show, ping.");
    }
}
