using Lvs.Client.Json;

namespace Lvs.Client;

/// <content>Statistics, counters, timeouts, settings, virtual addresses and synchronisation daemons.</content>
public sealed partial class LvsClient
{
    /// <summary>Counters and rates of the director, of every service and of every real server.</summary>
    public Task<LvsStatistics> GetStatisticsAsync(CancellationToken cancellation = default) =>
        _transport.GetAsync("v1/statistics", LvsJson.Default.LvsStatistics, cancellation);

    /// <summary>Sets counters to zero (<c>ipvsadm -Z</c>).</summary>
    /// <param name="service">A service's id; null for everything.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task ResetStatisticsAsync(string? service = null, CancellationToken cancellation = default) => _transport.SendAsync(
        HttpMethod.Post, service is null ? "v1/statistics/reset" : $"v1/statistics/reset?service={Escape(service)}",
        cancellation);

    /// <summary>How often the data path forwarded, passed, sent up and dropped, by reason: <c>forwardedIn</c>, <c>puntFirst</c>
    /// …</summary>
    public async Task<IReadOnlyDictionary<string, long>> GetCountersAsync(CancellationToken cancellation = default) =>
        await _transport.GetAsync("v1/counters", LvsJson.Default.DictionaryStringInt64, cancellation).ConfigureAwait(false);

    /// <summary>The three timeouts (<c>ipvsadm -L --timeout</c>).</summary>
    public Task<LvsTimeouts> GetTimeoutsAsync(CancellationToken cancellation = default) =>
        _transport.GetAsync("v1/timeouts", LvsJson.Default.LvsTimeouts, cancellation);

    /// <summary>Sets the timeouts that are not 0 (<c>ipvsadm --set</c>).</summary>
    public Task<LvsTimeouts> SetTimeoutsAsync(LvsTimeouts timeouts, CancellationToken cancellation = default) =>
        _transport.SendAsync(
            HttpMethod.Put, "v1/timeouts", timeouts, LvsJson.Default.LvsTimeouts, LvsJson.Default.LvsTimeouts, cancellation);

    /// <summary>All settings.</summary>
    public Task<LvsSettings> GetSettingsAsync(CancellationToken cancellation = default) =>
        _transport.GetAsync("v1/settings", LvsJson.Default.LvsSettings, cancellation);

    /// <summary>Changes the settings that are not null.</summary>
    public Task<LvsSettings> SetSettingsAsync(LvsSettings settings, CancellationToken cancellation = default) =>
        _transport.SendAsync(
            HttpMethod.Patch, "v1/settings", settings, LvsJson.Default.LvsSettings, LvsJson.Default.LvsSettings, cancellation);

    /// <summary>The virtual addresses that lvsd put on interfaces.</summary>
    public async Task<IReadOnlyList<LvsVirtualAddress>> GetVirtualAddressesAsync(CancellationToken cancellation = default) =>
        await _transport.GetAsync(
            "v1/virtual-addresses", LvsJson.Default.ListLvsVirtualAddress, cancellation).ConfigureAwait(false);

    /// <summary>Puts a virtual address on an interface of the director.</summary>
    public Task<LvsVirtualAddress> AddVirtualAddressAsync(LvsVirtualAddress address, CancellationToken cancellation = default) =>
        _transport.SendAsync(
            HttpMethod.Post, "v1/virtual-addresses", address, LvsJson.Default.LvsVirtualAddress,
            LvsJson.Default.LvsVirtualAddress, cancellation);

    /// <summary>Takes a virtual address off again.</summary>
    public Task RemoveVirtualAddressAsync(string address, CancellationToken cancellation = default) =>
        _transport.SendAsync(HttpMethod.Delete, $"v1/virtual-addresses/{Escape(address)}", cancellation);

    /// <summary>The synchronisation daemons that were asked for.</summary>
    public Task<LvsSyncDaemons> GetSyncDaemonsAsync(CancellationToken cancellation = default) =>
        _transport.GetAsync("v1/sync-daemons", LvsJson.Default.LvsSyncDaemons, cancellation);

    /// <summary>Makes the synchronisation daemons those given.</summary>
    public Task<LvsSyncDaemons> SetSyncDaemonsAsync(LvsSyncDaemons daemons, CancellationToken cancellation = default) =>
        _transport.SendAsync(
            HttpMethod.Put, "v1/sync-daemons", daemons, LvsJson.Default.LvsSyncDaemons, LvsJson.Default.LvsSyncDaemons,
            cancellation);
}
