namespace Lvs.Tests;

/// <summary>A test that replays recordings of the real IPVS: counted as skipped, with the reason, where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute()
    {
        if (Golden.Directory is null)
            Skip = Golden.Absent;
    }
}
