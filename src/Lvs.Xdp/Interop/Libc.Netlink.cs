namespace Lvs.Xdp.Interop;

/// <summary>What netlink sockets need beyond other sockets: families, options and flags.</summary>
internal static partial class Libc
{
    internal const int AF_UNSPEC = 0;
    internal const int AF_INET6 = 10;

    internal const int SO_RCVBUF = 8;
    internal const int SO_RCVBUFFORCE = 33;
    internal const int SO_RCVTIMEO = 20;

    internal const int MSG_TRUNC = 0x20;

    /// <summary>Room for one struct epoll_event on every architecture: packed to 12 bytes on x86-64, 16 elsewhere; the events,
    /// 32 bits, come first in both.</summary>
    internal const int EpollEventLength = 16;
}
