using Lvs.Tests;

namespace Lvs.Ipvsadm.Tests.Seeds;

/// <summary>A theory that needs root and the user's documents: counted as skipped, with the reason, without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SeedTheoryAttribute : RootTheoryAttribute
{
    public SeedTheoryAttribute() => Skip ??= Golden.Directory is null ? Golden.Absent : null;
}
