namespace Lvs.Tests;

/// <summary>A test that needs root and an lvsd that forwards: counted as skipped, with the reason, without either.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DirectorFactAttribute : RootFactAttribute
{
    public DirectorFactAttribute() => Skip ??= DirectorProbe.SkipReason;
}
