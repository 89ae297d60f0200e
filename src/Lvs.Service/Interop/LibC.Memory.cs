using System.Runtime.InteropServices;

namespace Lvs.Service.Interop;

/// <summary>The C library's heap.</summary>
internal static partial class LibC
{
    // int malloc_trim(size_t pad); 1 when memory went back to the system, 0 when there was none to give.
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    public static partial int MallocTrim(nuint pad);
}
