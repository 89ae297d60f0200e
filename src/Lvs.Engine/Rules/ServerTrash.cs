using Lvs.Engine.Connections;

namespace Lvs.Engine.Rules;

/// <summary>
/// Removed real servers (IPVS's dest_trash): each is remembered for at least 120 s after the last reference to it is gone, and
/// comes back with its number, its counts and its connections when it is added again to a service with the same key, be that
/// service an old one or created anew.
/// </summary>
internal sealed class ServerTrash
{
    private readonly Dictionary<(ServiceKey Service, ServerKey Server), RealServer> _servers = [];
    private readonly List<RealServer> _forgotten = [];

    public int Count => _servers.Count;

    public IReadOnlyCollection<RealServer> Servers => _servers.Values;

    public RealServer? Find(ServiceKey service, ServerKey server) => _servers.GetValueOrDefault((service, server));

    public void Add(RealServer server)
    {
        server.IdleSince = null;
        server.Service.AddRemoved(server);
        _servers.Add((server.Service.Key, server.Key), server);
    }

    public void Take(RealServer server)
    {
        server.Service.TakeRemoved(server);
        _servers.Remove((server.Service.Key, server.Key));
    }

    /// <summary>Takes out all whose time has come; the list is good until the next call.</summary>
    public List<RealServer> Expire(uint now)
    {
        _forgotten.Clear();
        int period = (int)Ticks.FromSeconds(RuleLimits.TrashSeconds);
        foreach (RealServer server in _servers.Values)
        {
            if (IsReferenced(server))
                server.IdleSince = null;
            else if (server.IdleSince is not { } since)
                server.IdleSince = now;
            else if (Ticks.Since(now, since) >= period)
                _forgotten.Add(server);
        }

        return TakeForgotten();
    }

    /// <summary>Takes out all that nothing refers to, before their time: for when numbers run out.</summary>
    public List<RealServer> Empty()
    {
        _forgotten.Clear();
        foreach (RealServer server in _servers.Values)
            if (!IsReferenced(server))
                _forgotten.Add(server);
        return TakeForgotten();
    }

    /// <summary>True while connections, templates or a scheduler's cache point to the server.</summary>
    public static bool IsReferenced(RealServer server) => server.References > 0 || server.CacheReferences > 0;

    private List<RealServer> TakeForgotten()
    {
        foreach (RealServer server in _forgotten)
            Take(server);
        return _forgotten;
    }
}
