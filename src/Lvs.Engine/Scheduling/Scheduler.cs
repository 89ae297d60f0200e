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

    /// <summary>The real server for a new connection, or null when none may take it. Allocates nothing.</summary>
    public abstract RealServer? Pick(in SchedulingRequest request);

    /// <summary>A server was added at the head of the service's list.</summary>
    internal abstract void ServerAdded(RealServer server);

    /// <summary>A server was taken out of the list.</summary>
    internal abstract void ServerRemoved(RealServer server);

    /// <summary>A server's rule (its weight, say) was edited in place.</summary>
    internal abstract void ServerEdited(RealServer server);

    /// <summary>A server's connection counts or its overload changed. Called for every such change; allocates nothing.</summary>
    internal abstract void LoadChanged(RealServer server);
}
