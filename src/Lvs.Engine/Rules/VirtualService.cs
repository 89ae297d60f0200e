using Lvs.Engine.Scheduling;

namespace Lvs.Engine.Rules;

/// <summary>A virtual service: its rule, its real servers newest first, and its scheduler.</summary>
public sealed class VirtualService
{
    private readonly HashSet<RealServer> _removed = [];

    internal VirtualService(int id, ServiceKey key, ServiceSettings settings, Scheduler? scheduler)
    {
        Id = id;
        Key = key;
        Settings = settings;
        Bind(scheduler);
    }

    /// <summary>Its number in the shared tables, at least 1; kept over restarts, and while a removed server of it is
    /// remembered.</summary>
    public int Id { get; }

    /// <summary>Protocol, address and port, or firewall mark.</summary>
    public ServiceKey Key { get; }

    /// <summary>The rule as it stands.</summary>
    public ServiceSettings Settings { get; internal set; }

    /// <summary>What picks; null for <c>-s none</c>, and once the service is removed.</summary>
    public Scheduler? Scheduler { get; private set; }

    /// <summary>False once removed.</summary>
    public bool IsPublished { get; internal set; } = true;

    /// <summary>The real servers in the kernel's own order: the last added first.</summary>
    public ServerList Servers { get; } = new();

    /// <summary>Its servers in the trash; while there are any, its number is not given to another service.</summary>
    public IReadOnlyCollection<RealServer> RemovedServers => _removed;

    /// <summary>True once its number has been given back.</summary>
    internal bool IsForgotten { get; set; }

    /// <summary>A server of it went into the trash.</summary>
    internal void AddRemoved(RealServer server) => _removed.Add(server);

    /// <summary>A server of it came out of the trash.</summary>
    internal void TakeRemoved(RealServer server) => _removed.Remove(server);

    /// <summary>Puts another scheduler in the place of the present one; it begins anew with the servers there are.</summary>
    internal void Bind(Scheduler? scheduler)
    {
        Scheduler?.Detach();
        Scheduler = scheduler;
        Scheduler?.Attach(this);
    }
}
