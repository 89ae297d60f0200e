namespace Lvs.Tests;

/// <summary>A theory that needs root: counted as skipped, with the reason, without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root: it makes network namespaces and loads BPF programs";
    }
}
