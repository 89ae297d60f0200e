using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>fo: the server with the highest weight, whatever its load, until it is overloaded or gone (ip_vs_fo).</summary>
public sealed class FailoverScheduler : LeastScheduler
{
    /// <inheritdoc/>
    public override string Name => "fo";

    private protected override Cost Measure(RealServer server) => Cost.OfRank(server);
}
