using Lvs.Client;

namespace Lvs.Service.Problems;

/// <summary>A request that cannot be granted; the problem document is the whole answer, and nothing was changed.</summary>
internal sealed class ProblemException(LvsProblem problem, Exception? inner = null) : Exception(problem.Detail, inner)
{
    /// <summary>What to answer.</summary>
    public LvsProblem Problem { get; } = problem;
}
