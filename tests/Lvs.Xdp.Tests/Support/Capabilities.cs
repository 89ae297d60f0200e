using System.Runtime.InteropServices;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Tests.Support;

/// <summary>Takes the calling thread's capabilities away; those of the process's other threads stay.</summary>
internal static unsafe partial class Capabilities
{
    private const uint LINUX_CAPABILITY_VERSION_3 = 0x20080522;

    internal static void DropOnThisThread()
    {
        uint* header = stackalloc uint[2] { LINUX_CAPABILITY_VERSION_3, 0 };
        uint* data = stackalloc uint[6] { 0, 0, 0, 0, 0, 0 };
        if (Capset(header, data) < 0)
            throw new LinuxException("capset", Errno.Last);
    }

    // int capset(cap_user_header_t hdrp, const cap_user_data_t datap);
    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    private static partial int Capset(uint* header, uint* data);
}
