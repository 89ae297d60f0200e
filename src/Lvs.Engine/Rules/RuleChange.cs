namespace Lvs.Engine.Rules;

/// <summary>One line of a plan: a service, a real server or a firewall-mark rule comes, goes, or has a property
/// changed.</summary>
/// <param name="Kind">Added, removed or changed.</param>
/// <param name="Service">The service concerned; null for a firewall-mark rule.</param>
/// <param name="Server">The real server concerned; null when it is the service itself.</param>
/// <param name="Mark">The firewall-mark rule concerned; null otherwise.</param>
/// <param name="Property">The property in camel case, as in the HTTP API; null when something comes or goes as a whole.</param>
/// <param name="Before">The value before; null when there was none.</param>
/// <param name="After">The value after; null when there is none.</param>
public sealed record RuleChange(
    RuleChangeKind Kind, ServiceKey? Service, ServerKey? Server, MarkRule? Mark, string? Property, string? Before, string? After);
