using System.Collections.Concurrent;

namespace LvsPS;

/// <summary>
/// From what <c>-Director</c> says to a client. One client a director lives as long as the process, so that a pipeline of a
/// thousand objects does not connect a thousand times; a director that restarts is simply connected to again.
/// </summary>
internal static class DirectorConnections
{
    private static readonly ConcurrentDictionary<string, LvsClient> Clients = new(StringComparer.Ordinal);
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

    /// <summary>A client for the director; connects with its first request.</summary>
    public static LvsClient Get(string? director) => Clients.GetOrAdd(Resolve(director), Open);

    /// <summary>Closes the connections to a director.</summary>
    public static void Close(string director)
    {
        if (Clients.TryRemove(director, out LvsClient? client))
            client.Dispose();
    }

    // The one place that knows what kinds of directors there are.
    private static LvsClient Open(string director) => new(director);
}
