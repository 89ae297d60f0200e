namespace Lvs.Client;

/// <summary>What it takes to get from the rules in force to those asked for.</summary>
public sealed record LvsRulePlan
{
    /// <summary>True when it was carried out, false for a dry run.</summary>
    public bool Applied { get; set; }

    /// <summary>The changes in the order in which they are made; empty when nothing differs.</summary>
    public IReadOnlyList<LvsRuleChange> Changes { get; set; } = [];
}
