namespace Lvs.Tests;

/// <summary>A theory that replays recordings of the real IPVS: counted as skipped, with the reason, where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GoldenTheoryAttribute : TheoryAttribute
{
    public GoldenTheoryAttribute()
    {
        if (Golden.Directory is null)
            Skip = Golden.Absent;
    }
}
