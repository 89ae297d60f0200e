namespace Lvs.Client;

/// <summary>A whole rule set: what <c>ipvsadm -S</c> saves, and the marks beside it.</summary>
public sealed record LvsRules
{
    /// <summary>All virtual services with their real servers.</summary>
    public IReadOnlyList<LvsVirtualService> Services { get; set; } = [];

    /// <summary>All rules of the firewall-mark classifier.</summary>
    public IReadOnlyList<LvsFirewallMark> FirewallMarks { get; set; } = [];
}
