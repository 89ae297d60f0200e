using Lvs.Engine.Rules;

namespace Lvs.Service.Conversion;

/// <summary>A real server as it stood at one moment; taken on the director's thread, used on any.</summary>
internal readonly record struct ServerView(
    ServerKey Key, ServerSettings Settings, int ActiveConnections, int InactiveConnections, int PersistentConnections,
    bool IsOverloaded, bool IsLocal)
{
    /// <summary>Takes it.</summary>
    public static ServerView Of(RealServer server, bool isLocal) => new(
        server.Key, server.Settings, server.ActiveConnections, server.InactiveConnections, server.PersistentConnections,
        server.IsOverloaded, isLocal);
}
