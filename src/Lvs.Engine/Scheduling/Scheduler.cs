using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// Picks a real server for a new connection, exactly as the kernel's scheduler of the same name does. One instance serves
/// one virtual service and is told of every change, so that a pick needs no walk over all servers.
/// </summary>
public abstract class Scheduler
{
    /// <summary>The name as <c>ipvsadm -s</c> takes it.</summary>
    public abstract string Name { get; }

    /// <summary>The real server for a new connection, or null when none may take it. Allocates nothing, except that lblc and
    /// lblcr remember destinations they see for the first time, and that hash tables are refilled after a change of the
    /// rules.</summary>
    public abstract RealServer? Pick(in SchedulingRequest request);

    /// <summary>Begins to serve a service with the servers it has.</summary>
    internal abstract void Attach(VirtualService service);

    /// <summary>Serves no longer.</summary>
    internal virtual void Detach()
    {
    }

    /// <summary>A server was added at the head of the service's list.</summary>
    internal abstract void ServerAdded(RealServer server);

    /// <summary>A server is about to be taken out of the list; it is no longer available.</summary>
    internal abstract void ServerRemoved(RealServer server);

    /// <summary>A server's rule (its weight, say) was edited in place.</summary>
    internal abstract void ServerEdited(RealServer server);

    /// <summary>The connection counts or the overload of an available server changed. Called for every such change; allocates
    /// nothing.</summary>
    internal abstract void LoadChanged(RealServer server);

    /// <summary>Tidies up what grows old; called every few seconds.</summary>
    /// <param name="now">The time, in ticks.</param>
    internal virtual void Maintain(uint now)
    {
    }
}
