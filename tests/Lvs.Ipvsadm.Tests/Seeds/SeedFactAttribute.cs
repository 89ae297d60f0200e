using Lvs.Tests;

namespace Lvs.Ipvsadm.Tests.Seeds;

/// <summary>A test that needs root and the user's documents: counted as skipped, with the reason, without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SeedFactAttribute : RootFactAttribute
{
    public SeedFactAttribute() => Skip ??= Golden.Directory is null ? Golden.Absent : null;
}
