namespace Lvs.Engine.Rules;

/// <summary>What a change does.</summary>
public enum RuleChangeKind
{
    /// <summary>Something new.</summary>
    Added,

    /// <summary>Something goes.</summary>
    Removed,

    /// <summary>One property takes another value.</summary>
    Changed,
}
