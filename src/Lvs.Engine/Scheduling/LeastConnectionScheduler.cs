using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>lc: the server with the fewest connections, an active one counting as much as 256 inactive ones (ip_vs_lc).</summary>
public sealed class LeastConnectionScheduler : LeastScheduler
{
    /// <inheritdoc/>
    public override string Name => "lc";

    private protected override Cost Measure(RealServer server) => new((ulong)server.Overhead, 1);
}
