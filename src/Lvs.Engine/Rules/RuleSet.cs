namespace Lvs.Engine.Rules;

/// <summary>All rules as pure data: what is stored, what is asked for as a whole, and what the present rules are reported
/// as.</summary>
public sealed record RuleSet
{
    /// <summary>No rules.</summary>
    public static RuleSet Empty { get; } = new();

    /// <summary>The virtual services.</summary>
    public IReadOnlyList<ServiceRule> Services { get; init; } = [];

    /// <summary>The firewall-mark rules.</summary>
    public IReadOnlyList<MarkRule> FirewallMarks { get; init; } = [];

    /// <summary>Removed servers that are still remembered; only snapshots have them.</summary>
    public IReadOnlyList<RemovedServerRule> Removed { get; init; } = [];
}
