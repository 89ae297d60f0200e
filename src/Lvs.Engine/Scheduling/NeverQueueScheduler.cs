using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>nq: the first server in the list without an active connection, however small its weight; when all have some, as sed
/// (ip_vs_nq).</summary>
public sealed class NeverQueueScheduler : LeastScheduler
{
    /// <inheritdoc/>
    public override string Name => "nq";

    // An idle server costs nothing at all: less than any busy one, and as much as any other idle one.
    private protected override Cost Measure(RealServer server) =>
        server.ActiveConnections == 0 ? new Cost(0, 1) : Cost.OfExpectedDelay(server);
}
