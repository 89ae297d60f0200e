namespace Lvs.Engine.Rules;

/// <summary>What has to change to get from the present rules to those desired; validated, so that applying it cannot fail
/// halfway.</summary>
public sealed class RulePlan
{
    internal RulePlan(IReadOnlyList<RuleChange> changes, RulePlanSteps steps, long version)
    {
        Changes = changes;
        Steps = steps;
        Version = version;
    }

    /// <summary>The changes: removals first, then edits and additions in the order of the desired rules.</summary>
    public IReadOnlyList<RuleChange> Changes { get; }

    /// <summary>True when the rules are as desired already.</summary>
    public bool IsEmpty => Changes.Count == 0;

    internal RulePlanSteps Steps { get; }

    /// <summary>The state of the rules for which the plan was made.</summary>
    internal long Version { get; }
}
