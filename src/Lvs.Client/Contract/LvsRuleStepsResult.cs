namespace Lvs.Client;

/// <summary>What became of a list of steps.</summary>
public sealed record LvsRuleStepsResult
{
    /// <summary>The steps that were refused, in their order; empty when all were made.</summary>
    public IReadOnlyList<LvsRuleStepFailure> Failures { get; set; } = [];
}
