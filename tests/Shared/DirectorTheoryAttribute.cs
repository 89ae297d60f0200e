namespace Lvs.Tests;

/// <summary>A theory that needs root and an lvsd that forwards: counted as skipped, with the reason, without either.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DirectorTheoryAttribute : RootTheoryAttribute
{
    public DirectorTheoryAttribute() => Skip ??= DirectorProbe.SkipReason;
}
