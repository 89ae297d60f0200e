using LvsPS.Hosts;

namespace LvsPS.Checks.RealServers;

/// <summary>Answers need a way to the clients: through the director when it masquerades, past it otherwise.</summary>
internal sealed class RouteBackCheck : IRealServerCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(RealServerQuestion question)
    {
        foreach (bool v6 in question.Families)
        {
            string client = question.ClientOf(v6);
            string who = question.Client == client ? client : v6 ? "IPv6 clients" : "IPv4 clients";
            HostRoute? route = question.WayBack(v6);
            string way = route is null ? "There is no route." : route.Gateway is null
                ? $"Directly through {route.Device}."
                : $"Through {route.Gateway} on {route.Device}.";
            yield return CheckResult.Of("RouteBack", who, route is not null, way, question.TakesVirtualAddress
                ? "Add a route to the clients, past the director: ip route add default via <router>."
                : $"Add a default route through it: ip route add default via {question.DirectorAddress ?? "<director>"}.");
            if (route is not null)
                yield return Gateway(question, who, route, way);
        }
    }

    private static CheckResult Gateway(RealServerQuestion question, string who, HostRoute route, string way)
    {
        string? director = question.DirectorAddress;
        if (question.TakesVirtualAddress)
        {
            return CheckResult.Of(
                "Gateway", who, director is null || route.Gateway != director, way,
                "The gateway must not be the director, which drops packets that come from its own virtual address: "
                + "ip route replace default via <router>.");
        }

        // Without the director's address all that can be said is that a masqueraded server needs some gateway.
        bool passed = director is null ? route.Gateway is not null : route.Gateway == director;
        return CheckResult.Of(
            "Gateway", who, passed, passed ? way : $"{way} The director never sees the answers.",
            $"Make the director the gateway: ip route replace default via {director ?? "<director>"}; clients on the real "
            + "server's own network need a route through it, too.");
    }
}
