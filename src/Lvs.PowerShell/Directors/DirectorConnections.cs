using System.Collections.Concurrent;

namespace LvsPS;

/// <summary>
/// From what <c>-Director</c> says to a client. One client a director lives as long as the process, so that a pipeline of a
/// thousand objects does not connect a thousand times; a director that restarts is simply connected to again.
/// </summary>
internal static class DirectorConnections
{
    private static readonly ConcurrentDictionary<string, LvsClient> Clients = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, SshTunnel> Tunnels = new(StringComparer.Ordinal);
    private static volatile string? _default;

    /// <summary>The director of Connect-LvsDirector, for all runspaces of the process; null for none.</summary>
    public static string? Default
    {
        get => _default;
        set => _default = value;
    }

    /// <summary>What stands for the director: the one given, else that of Connect-LvsDirector, else $LVS_SOCKET, else
    /// /run/lvs/lvsd.sock.</summary>
    public static string Resolve(string? director)
    {
        if (!string.IsNullOrEmpty(director))
            return director;
        if (_default is { } connected)
            return connected;
        string? fromEnvironment = Environment.GetEnvironmentVariable(LvsApi.SocketVariable);
        return string.IsNullOrEmpty(fromEnvironment) ? LvsApi.DefaultSocket : fromEnvironment;
    }

    /// <summary>A client for the director; connects with its first request. To a director over ssh, ssh connects now.</summary>
    /// <exception cref="LvsClientException">ssh does not get there.</exception>
    public static LvsClient Get(string? director)
    {
        string name = Resolve(director);
        TunnelTo(name);
        return Clients.GetOrAdd(name, Open);
    }

    /// <summary>The path of a socket that leads to the director.</summary>
    /// <exception cref="LvsClientException">ssh does not get there.</exception>
    public static string SocketOf(string? director)
    {
        string name = Resolve(director);
        return TunnelTo(name)?.Socket ?? name;
    }

    /// <summary>The open way to a director over ssh; null for any other.</summary>
    /// <exception cref="LvsClientException">ssh does not get there.</exception>
    public static SshTunnel? TunnelTo(string director)
    {
        if (!SshDirector.Is(director))
            return null;
        SshTunnel tunnel = Tunnels.GetOrAdd(director, static name => new SshTunnel(SshDirector.Parse(name)));
        tunnel.EnsureOpen();
        return tunnel;
    }

    /// <summary>A problem with the director in the words of whoever named it, who knows of no local end of a tunnel.</summary>
    public static LvsClientException Explain(string? director, LvsClientException problem) =>
        Tunnels.TryGetValue(Resolve(director), out SshTunnel? tunnel) ? tunnel.Explain(problem) : problem;

    /// <summary>Closes the connections to a director; a way over ssh goes by itself when nobody else uses it.</summary>
    public static void Close(string director)
    {
        if (Clients.TryRemove(director, out LvsClient? client))
            client.Dispose();
    }

    // The one place that knows what kinds of directors there are.
    private static LvsClient Open(string director) =>
        new(Tunnels.TryGetValue(director, out SshTunnel? tunnel) ? tunnel.Socket : director);
}
