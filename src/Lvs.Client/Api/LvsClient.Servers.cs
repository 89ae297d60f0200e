using Lvs.Client.Json;

namespace Lvs.Client;

/// <content>Real servers.</content>
public sealed partial class LvsClient
{
    /// <summary>The real servers of a service, in the order of adding; schedulers try the last one first.</summary>
    public async Task<IReadOnlyList<LvsRealServer>> GetServersAsync(string service, CancellationToken cancellation = default) =>
        await _transport.GetAsync(
            $"{ServiceUrl(service)}/servers", LvsJson.Default.ListLvsRealServer, cancellation).ConfigureAwait(false);

    /// <summary>One real server.</summary>
    /// <param name="service">The service's id.</param>
    /// <param name="server">Address and port: <c>10.0.0.1:80</c>, <c>[2001:db8::1]:80</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<LvsRealServer> GetServerAsync(string service, string server, CancellationToken cancellation = default) =>
        _transport.GetAsync(ServerUrl(service, server), LvsJson.Default.LvsRealServer, cancellation);

    /// <summary>Adds a real server (<c>ipvsadm -a</c>); a server that was removed comes back with its connections.</summary>
    /// <param name="service">The service's id.</param>
    /// <param name="server">What to add; a null port is the service's.</param>
    /// <param name="ignorePortMapping">True to do as ipvsadm does with a port that cannot be mapped: take the service's.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<LvsRealServer> AddServerAsync(
        string service, LvsRealServer server, bool ignorePortMapping = false, CancellationToken cancellation = default) =>
        _transport.SendAsync(
            HttpMethod.Post, $"{ServiceUrl(service)}/servers{PortMapping(ignorePortMapping)}", server,
            LvsJson.Default.LvsRealServer, LvsJson.Default.LvsRealServer, cancellation);

    /// <summary>Replaces the rule of an existing real server; what is left out goes to its default (<c>ipvsadm -e</c>).</summary>
    public Task<LvsRealServer> ReplaceServerAsync(
        string service, string server, LvsRealServer rule, CancellationToken cancellation = default) => _transport.SendAsync(
            HttpMethod.Put, ServerUrl(service, server), rule, LvsJson.Default.LvsRealServer, LvsJson.Default.LvsRealServer,
            cancellation);

    /// <summary>Changes what the patch names and nothing else.</summary>
    public Task<LvsRealServer> EditServerAsync(
        string service, string server, LvsServerPatch patch, CancellationToken cancellation = default) => _transport.SendAsync(
            HttpMethod.Patch, ServerUrl(service, server), patch, LvsJson.Default.LvsServerPatch, LvsJson.Default.LvsRealServer,
            cancellation);

    /// <summary>Removes a real server; its connections are kept as IPVS keeps them (<c>ipvsadm -d</c>).</summary>
    public Task RemoveServerAsync(string service, string server, CancellationToken cancellation = default) =>
        _transport.SendAsync(HttpMethod.Delete, ServerUrl(service, server), cancellation);

    private static string ServerUrl(string service, string server) => $"{ServiceUrl(service)}/servers/{Escape(server)}";
}
