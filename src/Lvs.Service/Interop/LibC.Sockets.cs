using System.Runtime.InteropServices;

namespace Lvs.Service.Interop;

/// <summary>Sockets.</summary>
internal static partial class LibC
{
    public const int SOL_SOCKET = 1;
    public const int SO_PEERCRED = 17;
    public const int SO_PEERGROUPS = 59;
    public const int F_GETFD = 1;
    public const int F_SETFD = 2;
    public const int FD_CLOEXEC = 1;

    // int fcntl(int fd, int cmd, int arg);
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(int descriptor, int command, int argument);
}
