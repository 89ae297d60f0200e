using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lvs.Client.Json;

namespace Lvs.Client.Transport;

/// <summary>Requests and answers: what goes wrong becomes an <see cref="LvsClientException"/>, whatever layer it comes
/// from.</summary>
internal sealed class DirectorTransport(string path) : IDisposable
{
    private readonly HttpClient _http = DirectorSocket.CreateHttpClient(path);

    public void Dispose() => _http.Dispose();

    public async Task<T> GetAsync<T>(string url, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        return await ReadAsync(request, type, cancellation).ConfigureAwait(false);
    }

    public async Task<TResult> SendAsync<TBody, TResult>(
        HttpMethod method, string url, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TResult> resultType,
        CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(method, url);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, bodyType));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await ReadAsync(request, resultType, cancellation).ConfigureAwait(false);
    }

    public async Task<TResult> SendAsync<TResult>(
        HttpMethod method, string url, JsonTypeInfo<TResult> resultType, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(method, url);
        return await ReadAsync(request, resultType, cancellation).ConfigureAwait(false);
    }

    public async Task SendAsync(HttpMethod method, string url, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(method, url);
        using HttpResponseMessage response = await OpenAsync(request, cancellation).ConfigureAwait(false);
    }

    public async Task<string> GetTextAsync(string url, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        using HttpResponseMessage response = await OpenAsync(request, cancellation).ConfigureAwait(false);
        return await GuardAsync(response.Content.ReadAsStringAsync(cancellation)).ConfigureAwait(false);
    }

    /// <summary>Sends and waits for the headers of a success; the body is the caller's to read.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        HttpResponseMessage response = await GuardAsync(
            _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation)).ConfigureAwait(false);
        try
        {
            CheckVersion(response);
            if (!response.IsSuccessStatusCode)
                throw await ProblemOfAsync(response, cancellation).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Awaits something of the network and translates its failure.</summary>
    public async Task<T> GuardAsync<T>(Task<T> task)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.InnerException is LvsClientException explained)
        {
            throw explained;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new LvsClientException(
                LvsProblemIds.ConnectionLost, path, $"The conversation with the director at '{path}' broke off: {e.Message}",
                "See whether lvsd is running (systemctl status lvsd, journalctl -u lvsd).", e);
        }
    }

    private async Task<T> ReadAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await OpenAsync(request, cancellation).ConfigureAwait(false);
        byte[] body = await GuardAsync(response.Content.ReadAsByteArrayAsync(cancellation)).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException e)
        {
            throw new LvsClientException(
                LvsProblemIds.VersionMismatch, request.RequestUri?.OriginalString,
                $"The director's answer cannot be read: {e.Message}", "Install the same version of lvsd and of its clients.", e);
        }
    }

    private void CheckVersion(HttpResponseMessage response)
    {
        string? found = response.Headers.TryGetValues(LvsApi.VersionHeader, out IEnumerable<string>? values)
            ? values.First()
            : null;
        if (found == LvsApi.Version.ToString(System.Globalization.CultureInfo.InvariantCulture))
            return;
        throw new LvsClientException(
            LvsProblemIds.VersionMismatch, found ?? path,
            found is null
                ? $"What listens at '{path}' is no lvsd."
                : $"The director at '{path}' speaks version {found} of the API; this client speaks version {LvsApi.Version}.",
            found is null ? "Name lvsd's own socket in $LVS_SOCKET." : "Install the same version of lvsd and of its clients.");
    }

    private async Task<LvsClientException> ProblemOfAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        byte[] body = await GuardAsync(response.Content.ReadAsByteArrayAsync(cancellation)).ConfigureAwait(false);
        LvsProblem? problem = null;
        try
        {
            if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
                problem = JsonSerializer.Deserialize(body, LvsJson.Default.LvsProblem);
        }
        catch (JsonException)
        {
            // The status below says all that is left to say.
        }

        HttpStatusCode status = response.StatusCode;
        return new LvsClientException(problem ?? new LvsProblem
        {
            Status = (int)status,
            Title = response.ReasonPhrase ?? status.ToString(),
            Detail = $"The director answered {(int)status} {response.ReasonPhrase}.",
        });
    }
}
