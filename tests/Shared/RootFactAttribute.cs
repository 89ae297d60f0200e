namespace Lvs.Tests;

/// <summary>A test that needs root (namespaces, BPF): counted as skipped, with the reason, without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root: it makes network namespaces and loads BPF programs";
    }
}
