using Lvs.Tests;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>A theory that needs root and the recordings: counted as skipped, with the reason, without either.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootGoldenTheoryAttribute : TheoryAttribute
{
    public RootGoldenTheoryAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root: it loads BPF programs";
        else if (Golden.Directory is null)
            Skip = Golden.Absent;
    }
}
