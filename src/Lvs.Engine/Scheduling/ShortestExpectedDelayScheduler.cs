using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>sed: the server on which the next connection would wait least, (active + 1) / weight; inactive connections do not
/// count (ip_vs_sed).</summary>
public sealed class ShortestExpectedDelayScheduler : LeastScheduler
{
    /// <inheritdoc/>
    public override string Name => "sed";

    private protected override Cost Measure(RealServer server) => Cost.OfExpectedDelay(server);
}
