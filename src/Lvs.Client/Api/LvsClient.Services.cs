using Lvs.Client.Json;

namespace Lvs.Client;

/// <content>Virtual services.</content>
public sealed partial class LvsClient
{
    /// <summary>All virtual services with their real servers.</summary>
    public async Task<IReadOnlyList<LvsVirtualService>> GetServicesAsync(CancellationToken cancellation = default) =>
        await _transport.GetAsync("v1/services", LvsJson.Default.ListLvsVirtualService, cancellation).ConfigureAwait(false);

    /// <summary>All virtual services without their real servers: a tenth of a second for thousands of them.</summary>
    public async Task<IReadOnlyList<LvsVirtualService>> GetServiceHeadsAsync(CancellationToken cancellation = default) =>
        await _transport.GetAsync(
            "v1/services?realServers=false", LvsJson.Default.ListLvsVirtualService, cancellation).ConfigureAwait(false);

    /// <summary>One virtual service.</summary>
    /// <param name="service">Its id: <c>tcp/192.0.2.1:80</c>, <c>fwm/5</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<LvsVirtualService> GetServiceAsync(string service, CancellationToken cancellation = default) =>
        _transport.GetAsync(ServiceUrl(service), LvsJson.Default.LvsVirtualService, cancellation);

    /// <summary>Adds a virtual service, with the real servers it names, all or nothing (<c>ipvsadm -A</c>, <c>-a</c>).</summary>
    /// <param name="service">What to add.</param>
    /// <param name="ignorePortMapping">True to do as ipvsadm does with a real server's port that direct routing or tunnelling
    /// cannot map: put the service's in its place. The default refuses it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The service as it stands.</returns>
    public Task<LvsVirtualService> AddServiceAsync(
        LvsVirtualService service, bool ignorePortMapping = false, CancellationToken cancellation = default) =>
        _transport.SendAsync(
            HttpMethod.Post, "v1/services" + PortMapping(ignorePortMapping), service,
            LvsJson.Default.LvsVirtualService, LvsJson.Default.LvsVirtualService, cancellation);

    /// <summary>Replaces the rule of an existing virtual service; what is left out goes to its default (<c>ipvsadm -E</c>). Real
    /// servers stay as they are when null, and are reconciled when given.</summary>
    public Task<LvsVirtualService> ReplaceServiceAsync(
        string service, LvsVirtualService rule, bool ignorePortMapping = false, CancellationToken cancellation = default) =>
        _transport.SendAsync(
            HttpMethod.Put, ServiceUrl(service) + PortMapping(ignorePortMapping), rule,
            LvsJson.Default.LvsVirtualService, LvsJson.Default.LvsVirtualService, cancellation);

    /// <summary>Changes what the patch names and nothing else.</summary>
    public Task<LvsVirtualService> EditServiceAsync(
        string service, LvsServicePatch patch, CancellationToken cancellation = default) => _transport.SendAsync(
            HttpMethod.Patch, ServiceUrl(service), patch, LvsJson.Default.LvsServicePatch, LvsJson.Default.LvsVirtualService,
            cancellation);

    /// <summary>Removes a virtual service; its connections are kept as IPVS keeps them (<c>ipvsadm -D</c>).</summary>
    public Task RemoveServiceAsync(string service, CancellationToken cancellation = default) =>
        _transport.SendAsync(HttpMethod.Delete, ServiceUrl(service), cancellation);

    private static string ServiceUrl(string service) => $"v1/services/{Escape(service)}";

    private static string PortMapping(bool ignore) => ignore ? "?portMapping=ignore" : "";
}
