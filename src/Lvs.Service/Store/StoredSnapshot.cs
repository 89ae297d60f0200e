using Lvs.Engine.Rules;
using Lvs.Service.Directors;

namespace Lvs.Service.Store;

/// <summary>Everything that survives a restart, as pure data.</summary>
/// <param name="Rules">The rules with their numbers, and removed servers that are still remembered.</param>
/// <param name="State">What is kept beside them.</param>
internal sealed record StoredSnapshot(RuleSet Rules, DirectorState State)
{
    /// <summary>Nothing.</summary>
    public static StoredSnapshot Empty { get; } = new(RuleSet.Empty, new DirectorState());
}
