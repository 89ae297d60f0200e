using Lvs.Xdp.Interop;

namespace Lvs.Xdp.AfXdp;

/// <summary>
/// Sets up one AF_XDP socket. The first of a kind (zero copy, or copy) registers the pool's memory; the others share that
/// registration (XDP_SHARED_UMEM), each with its own fill and completion rings, as another device or queue demands. A
/// registration is either zero copy or copy, so one pool can have two; the chunks are the same in both.
/// </summary>
internal sealed unsafe class XskSocket
{
    private const uint RingSize = 2048;
    private const int BusyMilliseconds = 1000;
    private const int SendBuffer = 8 * 1024 * 1024;

    private XskSocket(FileDescriptor descriptor, uint interfaceIndex, uint queue)
    {
        Descriptor = descriptor;
        InterfaceIndex = interfaceIndex;
        Queue = queue;
    }

    internal FileDescriptor Descriptor { get; }

    internal uint InterfaceIndex { get; }

    internal uint Queue { get; }

    internal bool ZeroCopy { get; private set; }

    internal XskRing<Libc.XdpDesc> Rx { get; private set; } = null!;

    internal XskRing<Libc.XdpDesc> Tx { get; private set; } = null!;

    internal XskRing<ulong> Fill { get; private set; } = null!;

    internal XskRing<ulong> Completion { get; private set; } = null!;

    /// <summary>Opens a socket in the best mode the driver has.</summary>
    /// <param name="pool">The memory.</param>
    /// <param name="open">Ports that are open on the same pool, to share with.</param>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="queue">Its receive queue.</param>
    /// <param name="allowZeroCopy">False for an interface whose program runs in generic mode.</param>
    /// <exception cref="LinuxException">No mode works; the last error.</exception>
    internal static XskSocket Open(FramePool pool, IEnumerable<XskPort> open, uint interfaceIndex, uint queue, bool allowZeroCopy)
    {
        long deadline = Environment.TickCount64 + BusyMilliseconds;
        while (true)
        {
            XskSocket? socket = OpenOnce(pool, open, interfaceIndex, queue, allowZeroCopy);
            int errno = Errno.Last;
            if (socket != null)
                return socket;

            // The kernel frees a closed socket's queue in the background: what looks busy may be our own, or that of an lvsd
            // that has just ended.
            if (errno != Errno.EBUSY || Environment.TickCount64 > deadline)
                throw new LinuxException("bind(AF_XDP)", errno);
            Thread.Sleep(5);
        }
    }

    private static XskSocket? OpenOnce(FramePool pool, IEnumerable<XskPort> open, uint interfaceIndex, uint queue, bool allowZeroCopy)
    {
        XskPort? zeroCopy = open.FirstOrDefault(static port => port.ZeroCopy);
        XskPort? copy = open.FirstOrDefault(static port => !port.ZeroCopy);
        if (allowZeroCopy)
        {
            XskSocket? fast = zeroCopy == null
                ? Try(pool, interfaceIndex, queue, Libc.XDP_ZEROCOPY | Libc.XDP_USE_NEED_WAKEUP, null)
                : Try(pool, interfaceIndex, queue, Libc.XDP_SHARED_UMEM, zeroCopy);
            if (fast != null)
                return fast;
        }

        return copy == null
            ? Try(pool, interfaceIndex, queue, Libc.XDP_COPY | Libc.XDP_USE_NEED_WAKEUP, null)
            : Try(pool, interfaceIndex, queue, Libc.XDP_SHARED_UMEM, copy);
    }

    private static XskSocket? Try(FramePool pool, uint interfaceIndex, uint queue, int flags, XskPort? sharedWith)
    {
        var descriptor = FileDescriptor.Take(Libc.Socket(Libc.AF_XDP, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, 0), "socket(AF_XDP)");
        var made = new XskSocket(descriptor, interfaceIndex, queue);
        try
        {
            made.SetUp(pool, sharedWith == null);
            var address = new Libc.SockaddrXdp
            {
                Family = Libc.AF_XDP,
                Flags = (ushort)flags,
                Ifindex = interfaceIndex,
                QueueId = queue,
                SharedUmemFd = sharedWith == null ? 0 : (uint)sharedWith.Fd,
            };
            if (Libc.Bind(descriptor.Value, &address, (uint)sizeof(Libc.SockaddrXdp)) == 0)
            {
                made.ZeroCopy = made.IsZeroCopy();
                return made;
            }
        }
        catch
        {
            made.Close();
            throw;
        }

        int errno = Errno.Last;
        made.Close();
        System.Runtime.InteropServices.Marshal.SetLastPInvokeError(errno);
        return null;
    }

    private void SetUp(FramePool pool, bool register)
    {
        if (register)
        {
            var region = new Libc.XdpUmemReg
            {
                Addr = (ulong)pool.Memory,
                Len = pool.Length,
                ChunkSize = (uint)pool.ChunkSize,
                Headroom = 0, // the kernel leaves XDP_PACKET_HEADROOM free in any case
            };
            Set(Libc.XDP_UMEM_REG, &region, (uint)sizeof(Libc.XdpUmemReg), "XDP_UMEM_REG");
        }

        uint size = RingSize;
        Set(Libc.XDP_UMEM_FILL_RING, &size, sizeof(uint), "XDP_UMEM_FILL_RING");
        Set(Libc.XDP_UMEM_COMPLETION_RING, &size, sizeof(uint), "XDP_UMEM_COMPLETION_RING");
        Set(Libc.XDP_RX_RING, &size, sizeof(uint), "XDP_RX_RING");
        Set(Libc.XDP_TX_RING, &size, sizeof(uint), "XDP_TX_RING");
        Libc.XdpMmapOffsets offsets = default;
        uint length = (uint)sizeof(Libc.XdpMmapOffsets);
        if (Libc.Getsockopt(Descriptor.Value, Libc.SOL_XDP, Libc.XDP_MMAP_OFFSETS, &offsets, &length) < 0)
            throw new LinuxException("getsockopt(XDP_MMAP_OFFSETS)", Errno.Last);
        Rx = new(Descriptor.Value, size, Libc.XDP_PGOFF_RX_RING, offsets.Rx);
        Tx = new(Descriptor.Value, size, Libc.XDP_PGOFF_TX_RING, offsets.Tx);
        Fill = new(Descriptor.Value, size, Libc.XDP_UMEM_PGOFF_FILL_RING, offsets.Fill);
        Completion = new(Descriptor.Value, size, Libc.XDP_UMEM_PGOFF_COMPLETION_RING, offsets.Completion);

        // Copy mode accounts every frame under way to the socket; the default of 208 KiB holds a tx ring's 90th part.
        int buffer = SendBuffer;
        _ = Libc.Setsockopt(Descriptor.Value, Libc.SOL_SOCKET, Libc.SO_SNDBUFFORCE, &buffer, sizeof(int));
    }

    private void Set(int option, void* value, uint length, string name)
    {
        if (Libc.Setsockopt(Descriptor.Value, Libc.SOL_XDP, option, value, length) < 0)
            throw new LinuxException($"setsockopt({name})", Errno.Last);
    }

    private bool IsZeroCopy()
    {
        uint options = 0;
        uint length = sizeof(uint);
        return Libc.Getsockopt(Descriptor.Value, Libc.SOL_XDP, Libc.XDP_OPTIONS, &options, &length) == 0
            && (options & Libc.XDP_OPTIONS_ZEROCOPY) != 0;
    }

    private void Close()
    {
        Descriptor.Dispose();
        Rx?.Dispose();
        Tx?.Dispose();
        Fill?.Dispose();
        Completion?.Dispose();
    }
}
