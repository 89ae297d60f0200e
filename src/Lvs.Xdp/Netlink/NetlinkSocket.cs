using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Netlink;

/// <summary>A netlink socket of the calling thread's network namespace and the buffer it receives into. Not for two threads.</summary>
internal sealed unsafe class NetlinkSocket : IDisposable
{
    // The kernel fills a dump's datagrams up to 32 KiB at most, and a single message (a link with hundreds of virtual
    // functions) rarely beyond; a larger one makes the buffer grow.
    private const int InitialBuffer = 64 * 1024;
    private const int AnswerTimeoutSeconds = 5;
    private readonly FileDescriptor _handle;
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(InitialBuffer, pinned: true);

    /// <summary>Opens and binds the socket.</summary>
    /// <param name="protocol">NETLINK_ROUTE or NETLINK_GENERIC.</param>
    /// <param name="groups">Multicast groups 1 to 32 as bits 0 to 31.</param>
    /// <param name="receiveBuffer">Bytes the kernel may queue, 0 for its default.</param>
    /// <exception cref="LinuxException">No descriptors left, or the family is not there.</exception>
    /// <exception cref="NetlinkException">An option or group was refused.</exception>
    internal NetlinkSocket(int protocol, uint groups = 0, int receiveBuffer = 0)
    {
        _handle = FileDescriptor.Take(
            Libc.Socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, protocol), $"socket(AF_NETLINK, family {protocol})");
        try
        {
            SetOption(NetlinkConstants.SOL_NETLINK, NetlinkConstants.NETLINK_EXT_ACK, 1);
            SetOption(NetlinkConstants.SOL_NETLINK, NetlinkConstants.NETLINK_CAP_ACK, 1);
            SetOption(NetlinkConstants.SOL_NETLINK, NetlinkConstants.NETLINK_GET_STRICT_CHK, 1);
            if (receiveBuffer > 0 && !TrySetOption(Libc.SOL_SOCKET, Libc.SO_RCVBUFFORCE, receiveBuffer))
                SetOption(Libc.SOL_SOCKET, Libc.SO_RCVBUF, receiveBuffer);
            long* timeout = stackalloc long[2] { AnswerTimeoutSeconds, 0 };
            Check(Libc.Setsockopt(Descriptor, Libc.SOL_SOCKET, Libc.SO_RCVTIMEO, timeout, 16), "limit the wait on a netlink socket");

            // struct sockaddr_nl: family u16, pad u16, port id u32 (0: the kernel chooses), groups u32
            uint* address = stackalloc uint[3] { Libc.AF_NETLINK, 0, groups };
            Check(Libc.Bind(Descriptor, address, 12), $"bind a netlink socket of family {protocol}");
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>The descriptor, for <c>poll</c>.</summary>
    internal int Descriptor => _handle.Value;

    /// <summary>Joins one more multicast group, of any number.</summary>
    internal void Join(uint group) => SetOption(NetlinkConstants.SOL_NETLINK, NetlinkConstants.NETLINK_ADD_MEMBERSHIP, (int)group);

    /// <summary>Sends one datagram to the kernel.</summary>
    /// <returns>0, or the error number.</returns>
    internal int Send(ReadOnlySpan<byte> datagram)
    {
        fixed (byte* data = datagram)
        {
            while (Libc.Sendto(Descriptor, data, (nuint)datagram.Length, 0, null, 0) < 0)
            {
                int errno = Errno.Last;
                if (errno != Errno.EINTR)
                    return errno;
            }
        }

        return 0;
    }

    /// <summary>Receives one datagram, valid until the next call.</summary>
    /// <param name="wait">Wait up to five seconds for it; else return at once.</param>
    /// <param name="datagram">What came; empty otherwise.</param>
    /// <returns>0; EAGAIN when nothing came; ENOBUFS when the kernel dropped some, or one was longer than the buffer, which has
    /// grown since; another error number.</returns>
    internal int Receive(bool wait, out ReadOnlySpan<byte> datagram)
    {
        datagram = default;
        int flags = Libc.MSG_TRUNC | (wait ? 0 : Libc.MSG_DONTWAIT);
        nint length;
        fixed (byte* buffer = _buffer)
        {
            while ((length = Libc.Recv(Descriptor, buffer, (nuint)_buffer.Length, flags)) < 0)
            {
                int errno = Errno.Last;
                if (errno != Errno.EINTR)
                    return errno;
            }
        }

        if (length > _buffer.Length)
        {
            _buffer = GC.AllocateUninitializedArray<byte>((int)length, pinned: true);
            return Errno.ENOBUFS;
        }

        datagram = _buffer.AsSpan(0, (int)length);
        return 0;
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose() => _handle.Dispose();

    private bool TrySetOption(int level, int name, int value) => Libc.Setsockopt(Descriptor, level, name, &value, 4) == 0;

    private void SetOption(int level, int name, int value) =>
        Check(Libc.Setsockopt(Descriptor, level, name, &value, 4), $"set option {name} of level {level} on a netlink socket");

    private static void Check(int result, string what)
    {
        if (result != 0)
            throw NetlinkException.Of(what, Errno.Last);
    }
}
