using System.Runtime.CompilerServices;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// What the next connection would cost on a server, as the fraction load / weight. Compared by cross-multiplication, as the
/// kernel does, so without rounding; products fit 64 bits while a server has less than 16 million connections, whatever its
/// weight.
/// </summary>
/// <param name="Load">The numerator.</param>
/// <param name="Weight">The denominator; 0 makes it infinite.</param>
internal readonly record struct Cost(ulong Load, ulong Weight)
{
    /// <summary>The cost of a server that takes no new connections.</summary>
    public static Cost Never => new(1, 0);

    /// <summary>True for a server that takes new connections.</summary>
    public bool IsPossible => Weight != 0;

    /// <summary>What wlc compares: (256 * active + inactive) / weight.</summary>
    public static Cost OfConnections(RealServer server) => new((ulong)server.Overhead, (ulong)server.Weight);

    /// <summary>What sed compares: (active + 1) / weight.</summary>
    public static Cost OfExpectedDelay(RealServer server) => new((ulong)(server.ActiveConnections + 1L), (ulong)server.Weight);

    /// <summary>The highest weight costs least.</summary>
    public static Cost OfRank(RealServer server) => new((ulong)(RuleLimits.MaximumWeight - server.Weight), 1);

    /// <summary>True unless the other costs less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAtMost(in Cost left, in Cost right) => left.Load * right.Weight <= right.Load * left.Weight;
}
