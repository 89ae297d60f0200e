namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>A test that compiles the BPF programs: counted as skipped, with the reason, without clang or the checkout.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BpfCompilerFactAttribute : FactAttribute
{
    public BpfCompilerFactAttribute()
    {
        if (!BpfSources.CanCompile)
            Skip = "needs clang and llvm-strip, and the sources of the BPF programs";
    }
}
