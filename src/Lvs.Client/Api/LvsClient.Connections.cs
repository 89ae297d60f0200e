using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Lvs.Client.Json;
using Lvs.Client.Transport;

namespace Lvs.Client;

/// <content>The connection table.</content>
public sealed partial class LvsClient
{
    /// <summary>The connections that pass the filter, as they come in; ending the enumeration ends the work at the
    /// director.</summary>
    public async IAsyncEnumerable<LvsConnection> GetConnectionsAsync(
        LvsConnectionFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using HttpResponseMessage response = await OpenConnectionsAsync(filter, LvsApi.NdjsonMediaType, cancellation)
            .ConfigureAwait(false);
        using Stream stream = await _transport.GuardAsync(response.Content.ReadAsStreamAsync(cancellation)).ConfigureAwait(false);
        await foreach (LvsConnection connection in ConnectionReader.ReadLinesAsync(_transport, stream, cancellation)
            .ConfigureAwait(false))
            yield return connection;
    }

    /// <summary>The same as fixed-size rows: for a million connections, a fifth of the bytes and no text to take
    /// apart.</summary>
    public async IAsyncEnumerable<LvsConnectionRow> GetConnectionRowsAsync(
        LvsConnectionFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (ReadOnlyMemory<LvsConnectionRow> batch in GetConnectionBatchesAsync(filter, cancellation)
            .ConfigureAwait(false))
        {
            for (int i = 0; i < batch.Length; i++)
                yield return batch.Span[i];
        }
    }

    /// <summary>The same rows, as many at a time as one read from the socket gives, so that nobody waits for single
    /// ones.</summary>
    /// <returns>Batches of at least one row; each is good only until the next one is asked for.</returns>
    public async IAsyncEnumerable<ReadOnlyMemory<LvsConnectionRow>> GetConnectionBatchesAsync(
        LvsConnectionFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using HttpResponseMessage response = await OpenConnectionsAsync(filter, LvsConnectionRow.MediaType, cancellation)
            .ConfigureAwait(false);
        using Stream stream = await _transport.GuardAsync(response.Content.ReadAsStreamAsync(cancellation)).ConfigureAwait(false);
        await foreach (ReadOnlyMemory<LvsConnectionRow> batch in ConnectionReader.ReadRowsAsync(_transport, stream, cancellation)
            .ConfigureAwait(false))
            yield return batch;
    }

    /// <summary>Removes the connections that pass the filter; clients that go on are scheduled anew.</summary>
    /// <returns>How many were removed.</returns>
    public async Task<long> RemoveConnectionsAsync(LvsConnectionFilter? filter = null, CancellationToken cancellation = default)
    {
        string url = "v1/connections" + (filter?.ToQuery() ?? "");
        LvsRemoved result = await _transport.SendAsync(HttpMethod.Delete, url, LvsJson.Default.LvsRemoved, cancellation)
            .ConfigureAwait(false);
        return result.Removed;
    }

    /// <summary>Removes exactly these connections; those that have ended meanwhile are passed over.</summary>
    /// <param name="connections">A few thousand at most: all of them go in one request, for which lvsd takes a megabyte.</param>
    /// <param name="cancellation">Ends it; what was removed by then stays removed.</param>
    /// <returns>How many were removed.</returns>
    public async Task<long> RemoveTheseConnectionsAsync(
        IReadOnlyList<LvsConnectionKey> connections, CancellationToken cancellation = default)
    {
        LvsRemoved result = await _transport.SendAsync(
            HttpMethod.Post, "v1/connections/remove", new LvsConnectionKeys { Connections = connections },
            LvsJson.Default.LvsConnectionKeys, LvsJson.Default.LvsRemoved, cancellation).ConfigureAwait(false);
        return result.Removed;
    }

    private async Task<HttpResponseMessage> OpenConnectionsAsync(
        LvsConnectionFilter? filter, string mediaType, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "v1/connections" + (filter?.ToQuery() ?? ""));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        return await _transport.OpenAsync(request, cancellation).ConfigureAwait(false);
    }
}
