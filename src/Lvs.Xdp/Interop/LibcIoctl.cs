using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lvs.Xdp.Interop;

/// <summary><c>ioctl(2)</c> on a socket, as network devices are asked: with a <c>struct ifreq</c>.</summary>
internal static unsafe partial class LibcIoctl
{
    internal const uint SIOCETHTOOL = 0x8946;

    // int ioctl(int fd, unsigned long request, ...);
    // Variadic in C; on the 64-bit ABIs of Linux (System V x86-64, AAPCS64) an integer or pointer travels the same way.
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Ioctl(SafeFileHandle descriptor, nuint request, InterfaceRequest* argument);
}
