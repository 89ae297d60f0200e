namespace Lvs.Client;

/// <summary>Changes of the rules, made one after the other and put on disk once.</summary>
public sealed record LvsRuleSteps
{
    /// <summary>The steps in their order.</summary>
    public IReadOnlyList<LvsRuleStep> Steps { get; set; } = [];
}
