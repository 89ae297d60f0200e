using System.Collections;

namespace LvsPS;

/// <summary>The real servers that an argument may mean: those of the service given, or of all.</summary>
internal static class RealServerCandidates
{
    public static async Task<IEnumerable<(string Service, LvsRealServer Server)>> FindAsync(
        LvsClient client, IDictionary parameters, CancellationToken cancellation)
    {
        if (parameters["Service"]?.ToString() is { } service && !Names.HasWildcard(service))
        {
            IReadOnlyList<LvsRealServer> servers = await client.GetServersAsync(service, cancellation).ConfigureAwait(false);
            return servers.Select(server => (service, server));
        }

        IReadOnlyList<LvsVirtualService> services = await client.GetServicesAsync(cancellation).ConfigureAwait(false);
        return services.SelectMany(found => (found.RealServers ?? []).Select(server => (found.Id ?? found.Key, server)));
    }

    public static string ToolTip(string service, LvsRealServer server) =>
        $"{service}, {server.ForwardingMethod}, weight {server.Weight}";
}
