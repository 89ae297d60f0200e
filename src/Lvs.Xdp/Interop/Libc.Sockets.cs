using System.Runtime.InteropServices;

namespace Lvs.Xdp.Interop;

/// <summary>Sockets.</summary>
internal static unsafe partial class Libc
{
    internal const int AF_INET = 2;
    internal const int AF_NETLINK = 16;
    internal const int AF_PACKET = 17;
    internal const int AF_XDP = 44;

    internal const int SOCK_DGRAM = 2;
    internal const int SOCK_RAW = 3;
    internal const int SOCK_NONBLOCK = 0x800;
    internal const int SOCK_CLOEXEC = 0x80000;

    internal const int SOL_SOCKET = 1;
    internal const int SO_SNDBUF = 7;
    internal const int SO_SNDBUFFORCE = 32;
    internal const int SOL_PACKET = 263;
    internal const int PACKET_QDISC_BYPASS = 20;
    internal const int SOL_XDP = 283;

    internal const int MSG_DONTWAIT = 0x40;

    // int socket(int domain, int type, int protocol);
    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int domain, int type, int protocol);

    // int bind(int sockfd, const struct sockaddr *addr, socklen_t addrlen);
    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(int sockfd, void* addr, uint addrlen);

    // ssize_t sendto(int sockfd, const void *buf, size_t len, int flags, const struct sockaddr *dest_addr, socklen_t addrlen);
    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    internal static partial nint Sendto(int sockfd, void* buf, nuint len, int flags, void* destAddr, uint addrlen);

    // ssize_t recv(int sockfd, void *buf, size_t len, int flags);
    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    internal static partial nint Recv(int sockfd, void* buf, nuint len, int flags);

    // int sendmmsg(int sockfd, struct mmsghdr *msgvec, unsigned int vlen, int flags);
    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    internal static partial int Sendmmsg(int sockfd, Mmsghdr* msgvec, uint vlen, int flags);

    // int setsockopt(int sockfd, int level, int optname, const void *optval, socklen_t optlen);
    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int Setsockopt(int sockfd, int level, int optname, void* optval, uint optlen);

    // int getsockopt(int sockfd, int level, int optname, void *optval, socklen_t *optlen);
    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int Getsockopt(int sockfd, int level, int optname, void* optval, uint* optlen);

    /// <summary>struct sockaddr_ll (linux/if_packet.h).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SockaddrLl
    {
        internal ushort Family;
        internal ushort Protocol;
        internal int Ifindex;
        internal ushort HardwareType;
        internal byte PacketType;
        internal byte AddressLength;
        internal fixed byte Address[8];
    }

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Iovec
    {
        internal void* Base;
        internal nuint Length;
    }

    /// <summary>struct msghdr of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Msghdr
    {
        internal void* Name;
        internal uint NameLength;
        internal Iovec* Vectors;
        internal nuint VectorCount;
        internal void* Control;
        internal nuint ControlLength;
        internal int Flags;
    }

    /// <summary>struct mmsghdr of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Mmsghdr
    {
        internal Msghdr Header;
        internal uint Length;
    }
}
