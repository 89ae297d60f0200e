using Lvs.Engine.Scheduling;

namespace Lvs.Engine.Rules;

/// <summary>A virtual service: its rule, its real servers newest first, and its scheduler.</summary>
public sealed class VirtualService
{
    private readonly LinkedList<RealServer> _servers = new();

    internal VirtualService(int id, ServiceKey key, ServiceSettings settings, Scheduler? scheduler)
    {
        Id = id;
        Key = key;
        Settings = settings;
        Scheduler = scheduler;
    }

    /// <summary>Its number in the shared tables, at least 1; kept over restarts.</summary>
    public int Id { get; }

    /// <summary>Protocol, address and port, or firewall mark.</summary>
    public ServiceKey Key { get; }

    /// <summary>The rule as it stands.</summary>
    public ServiceSettings Settings { get; internal set; }

    /// <summary>What picks; null for <c>-s none</c>.</summary>
    public Scheduler? Scheduler { get; internal set; }

    /// <summary>The real servers in the kernel's own order: the last added first.</summary>
    public IReadOnlyCollection<RealServer> Servers => _servers;

    internal LinkedList<RealServer> ServerList => _servers;
}
