using System.Runtime.InteropServices;

namespace Lvs.Service.Interop;

/// <summary>Who we are.</summary>
internal static partial class LibC
{
    // uid_t geteuid(void);
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint GetEffectiveUser();
}
