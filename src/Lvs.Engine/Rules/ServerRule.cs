namespace Lvs.Engine.Rules;

/// <summary>A real server as data.</summary>
/// <param name="Key">What identifies it within its service.</param>
/// <param name="Settings">Its settings.</param>
public sealed record ServerRule(ServerKey Key, ServerSettings Settings)
{
    /// <summary>Its number in the shared tables; 0 where it does not matter. Only restoring a snapshot looks at it.</summary>
    public int Id { get; init; }

    /// <summary>The last weight that was not 0 (see mh), for snapshots; null stands for the weight of the settings.</summary>
    public int? LastWeight { get; init; }
}
