namespace LvsPS;

/// <summary>One step from the rules in force to those asked for.</summary>
public sealed class RuleChange
{
    /// <summary>Added, Changed or Removed.</summary>
    public string Action { get; init; } = "";

    /// <summary>Service, RealServer or FirewallMark.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The service; null for a firewall mark.</summary>
    public string? Service { get; init; }

    /// <summary>The real server's address and port, when one is concerned.</summary>
    public string? RealServer { get; init; }

    /// <summary>The firewall-mark rule's id, when one is concerned.</summary>
    public string? FirewallMark { get; init; }

    /// <summary>The property that changes; null for what is added or removed as a whole.</summary>
    public string? Property { get; init; }

    /// <summary>The value before, as text.</summary>
    public string? Before { get; init; }

    /// <summary>The value after, as text.</summary>
    public string? After { get; init; }

    /// <summary>The change in words.</summary>
    public override string ToString()
    {
        string what = FirewallMark is not null ? $"firewall mark {FirewallMark}"
            : RealServer is not null ? $"real server {RealServer} of {Service}"
            : $"service {Service}";
        return Property is null ? $"{Action} {what}" : $"{Action} {what}: {Property} {Before ?? "-"} -> {After ?? "-"}";
    }

    internal static RuleChange From(LvsRuleChange change) => new()
    {
        Action = change.Action.ToString(),
        Kind = change.Kind == LvsChangeKind.Server ? "RealServer" : change.Kind.ToString(),
        Service = change.Service,
        RealServer = change.Server,
        FirewallMark = change.FirewallMark,
        Property = change.Property,
        Before = change.Before,
        After = change.After,
    };
}
