using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lvs.Xdp.Interop;

/// <summary>Sockets of the families that <see cref="System.Net.Sockets.Socket"/> does not know.</summary>
internal static unsafe partial class LibcSocket
{
    internal const int AF_UNSPEC = 0;
    internal const int AF_INET = 2;
    internal const int AF_INET6 = 10;
    internal const int AF_NETLINK = 16;

    internal const int SOCK_DGRAM = 2;
    internal const int SOCK_RAW = 3;
    internal const int SOCK_NONBLOCK = 0x800;
    internal const int SOCK_CLOEXEC = 0x80000;

    internal const int SOL_SOCKET = 1;
    internal const int SO_RCVBUF = 8;
    internal const int SO_RCVBUFFORCE = 33;
    internal const int SO_RCVTIMEO = 20;

    internal const int MSG_PEEK = 0x02;
    internal const int MSG_TRUNC = 0x20;
    internal const int MSG_DONTWAIT = 0x40;

    // int socket(int domain, int type, int protocol);
    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial SafeFileHandle Open(int domain, int type, int protocol);

    // int bind(int sockfd, const struct sockaddr *addr, socklen_t addrlen);
    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(SafeFileHandle socket, void* address, uint length);

    // int setsockopt(int sockfd, int level, int optname, const void *optval, socklen_t optlen);
    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetOption(SafeFileHandle socket, int level, int name, void* value, uint length);

    // ssize_t send(int sockfd, const void *buf, size_t len, int flags);
    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(SafeFileHandle socket, byte* buffer, nuint length, int flags);

    // ssize_t recv(int sockfd, void *buf, size_t len, int flags);
    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    internal static partial nint Receive(SafeFileHandle socket, byte* buffer, nuint length, int flags);
}
