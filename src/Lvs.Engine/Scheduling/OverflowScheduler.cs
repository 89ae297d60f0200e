using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>ovf: the server with the highest weight among those with no more active connections than their weight, so that each
/// fills up to its weight plus one before the next gets any (ip_vs_ovf).</summary>
public sealed class OverflowScheduler : LeastScheduler
{
    /// <inheritdoc/>
    public override string Name => "ovf";

    private protected override Cost Measure(RealServer server) =>
        server.ActiveConnections > server.Weight ? Cost.Never : Cost.OfRank(server);
}
