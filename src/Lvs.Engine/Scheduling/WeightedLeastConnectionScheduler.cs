using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>wlc: the server with the fewest connections for its weight, an active one counting as much as 256 inactive ones
/// (ip_vs_wlc).</summary>
public sealed class WeightedLeastConnectionScheduler : LeastScheduler
{
    /// <inheritdoc/>
    public override string Name => "wlc";

    private protected override Cost Measure(RealServer server) => Cost.OfConnections(server);
}
