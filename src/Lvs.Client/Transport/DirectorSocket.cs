using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Lvs.Client.Transport;

/// <summary>Where the director listens, and how a connection to it is made and fails.</summary>
internal static class DirectorSocket
{
    /// <summary>The path given, else $LVS_SOCKET, else the default.</summary>
    public static string Resolve(string? path)
    {
        if (!string.IsNullOrEmpty(path))
            return path;
        string? fromEnvironment = Environment.GetEnvironmentVariable(LvsApi.SocketVariable);
        return string.IsNullOrEmpty(fromEnvironment) ? LvsApi.DefaultSocket : fromEnvironment;
    }

    public static HttpClient CreateHttpClient(string path)
    {
        SocketsHttpHandler handler = new()
        {
            ConnectCallback = async (_, cancellation) => await ConnectAsync(path, cancellation).ConfigureAwait(false),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        };

        // The host in the URL means nothing on a Unix socket; HTTP/1.1 wants one. Time limits are the caller's (tokens).
        HttpClient client = new(handler) { BaseAddress = new Uri("http://lvsd/"), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Lvs.Client", "1"));
        return client;
    }

    /// <summary>A connection to the path; what can go wrong says what to do about it.</summary>
    public static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        UnixDomainSocketEndPoint endPoint = EndPoint(path);
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endPoint, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException inner)
        {
            socket.Dispose();
            throw Explain(path, inner);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The path as an address.</summary>
    /// <exception cref="LvsClientException">It is too long to be one.</exception>
    public static UnixDomainSocketEndPoint EndPoint(string path)
    {
        try
        {
            return new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentException inner)
        {
            throw new LvsClientException(
                LvsProblemIds.DirectorNotRunning, path, $"'{path}' is no path of a Unix socket.",
                $"Give a path of at most 107 bytes, or unset ${LvsApi.SocketVariable} to use {LvsApi.DefaultSocket}.", inner);
        }
    }

    /// <summary>Why there is no connection, and what to do about it.</summary>
    public static LvsClientException Explain(string path, SocketException inner) => inner.SocketErrorCode switch
    {
        SocketError.AccessDenied => new LvsClientException(
            LvsProblemIds.PermissionDenied, path, $"You may not use the director's socket '{path}'.",
            "Join the group lvs (as root: usermod -aG lvs <user>, then log in anew), or run as root.", inner),
        SocketError.ConnectionRefused => new LvsClientException(
            LvsProblemIds.DirectorNotRunning, path, $"The director is not running: nobody listens at '{path}'.",
            "Start lvsd (systemctl start lvsd).", inner),
        SocketError.TryAgain or SocketError.WouldBlock => new LvsClientException(
            LvsProblemIds.ConnectionLost, path, $"The director at '{path}' is too busy to take another connection.",
            "Try again.", inner),
        _ => File.Exists(path)
            ? new LvsClientException(
                LvsProblemIds.DirectorNotRunning, path, $"'{path}' cannot be connected to: {inner.Message}.",
                "See that it is lvsd's socket.", inner)
            : new LvsClientException(
                LvsProblemIds.DirectorNotRunning, path, $"The director is not running: there is no socket '{path}'.",
                $"Start lvsd (systemctl start lvsd), or name its socket in ${LvsApi.SocketVariable}.", inner),
    };
}
