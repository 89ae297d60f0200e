using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lvs.Xdp.Interop;

/// <summary><c>epoll(7)</c>, to make several descriptors readable through one.</summary>
internal static unsafe partial class LibcEpoll
{
    internal const int EPOLL_CLOEXEC = 0x80000;
    internal const int EPOLL_CTL_ADD = 1;
    internal const uint EPOLLIN = 1;

    // Large enough for struct epoll_event on every architecture: packed to 12 bytes on x86-64, 16 elsewhere; events come first.
    internal const int EventLength = 16;

    // int epoll_create1(int flags);
    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial SafeFileHandle Create(int flags);

    // int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event);
    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static partial int Control(SafeFileHandle epoll, int operation, SafeFileHandle descriptor, void* epollEvent);
}
