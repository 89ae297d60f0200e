namespace Lvs.Engine.Rules;

/// <summary>A virtual service as data.</summary>
/// <param name="Key">What identifies it.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Servers">Its real servers in the order in which they are added: the last is tried first.</param>
public sealed record ServiceRule(ServiceKey Key, ServiceSettings Settings, IReadOnlyList<ServerRule> Servers)
{
    /// <summary>Its number in the shared tables; 0 where it does not matter. Only restoring a snapshot looks at it.</summary>
    public int Id { get; init; }
}
