namespace Lvs.Client;

/// <summary>One line of a plan.</summary>
public sealed record LvsRuleChange
{
    /// <summary>Added, changed or removed.</summary>
    public LvsChangeAction Action { get; set; }

    /// <summary>What kind of thing it is.</summary>
    public LvsChangeKind Kind { get; set; }

    /// <summary>The service's id; null for a firewall mark.</summary>
    public string? Service { get; set; }

    /// <summary>The real server's id, when one is concerned.</summary>
    public string? Server { get; set; }

    /// <summary>The firewall-mark rule's id, when one is concerned.</summary>
    public string? FirewallMark { get; set; }

    /// <summary>The property that changes, by its JSON name; null for what is added or removed as a whole.</summary>
    public string? Property { get; set; }

    /// <summary>The value before, as text.</summary>
    public string? Before { get; set; }

    /// <summary>The value after, as text.</summary>
    public string? After { get; set; }
}
