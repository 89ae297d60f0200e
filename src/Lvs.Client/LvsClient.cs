using Lvs.Client.Json;
using Lvs.Client.Transport;

namespace Lvs.Client;

/// <summary>
/// Talks to lvsd over its Unix socket. Safe for use from several threads; every method throws <see cref="LvsClientException"/>
/// when the director says no or cannot be asked, and then nothing was changed.
/// </summary>
public sealed partial class LvsClient : IDisposable
{
    private readonly DirectorTransport _transport;

    /// <summary>Connects to nothing yet; the first request does.</summary>
    /// <param name="socketPath">lvsd's socket; null takes the environment variable LVS_SOCKET, else /run/lvs/lvsd.sock.</param>
    public LvsClient(string? socketPath = null)
    {
        SocketPath = DirectorSocket.Resolve(socketPath);
        _transport = new DirectorTransport(SocketPath);
    }

    /// <summary>The socket in use.</summary>
    public string SocketPath { get; }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    /// <summary>How the director is: version, kernel, interfaces, tables, health.</summary>
    public Task<LvsDirectorStatus> GetDirectorAsync(CancellationToken cancellation = default) =>
        _transport.GetAsync("v1/director", LvsJson.Default.LvsDirectorStatus, cancellation);

    /// <summary>The OpenAPI description of the whole API, as JSON text.</summary>
    public Task<string> GetOpenApiAsync(CancellationToken cancellation = default) =>
        _transport.GetTextAsync("openapi.json", cancellation);

    /// <summary>Waits until a director answers; for those who have just started one.</summary>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="LvsClientException">It did not answer in time; the last reason.</exception>
    public async Task<LvsDirectorStatus> WaitAsync(TimeSpan limit, CancellationToken cancellation = default)
    {
        long deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        while (true)
        {
            try
            {
                return await GetDirectorAsync(cancellation).ConfigureAwait(false);
            }
            catch (LvsClientException e) when (
                e.Id is LvsProblemIds.DirectorNotRunning or LvsProblemIds.ConnectionLost && Environment.TickCount64 < deadline)
            {
                await Task.Delay(20, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
