using System.Runtime.InteropServices;

namespace Lvs.Xdp.Interop;

/// <summary>AF_XDP (linux/if_xdp.h).</summary>
internal static unsafe partial class Libc
{
    internal const ushort XDP_SHARED_UMEM = 1 << 0;
    internal const ushort XDP_COPY = 1 << 1;
    internal const ushort XDP_ZEROCOPY = 1 << 2;
    internal const ushort XDP_USE_NEED_WAKEUP = 1 << 3;

    internal const int XDP_MMAP_OFFSETS = 1;
    internal const int XDP_RX_RING = 2;
    internal const int XDP_TX_RING = 3;
    internal const int XDP_UMEM_REG = 4;
    internal const int XDP_UMEM_FILL_RING = 5;
    internal const int XDP_UMEM_COMPLETION_RING = 6;
    internal const int XDP_STATISTICS = 7;
    internal const int XDP_OPTIONS = 8;

    internal const uint XDP_OPTIONS_ZEROCOPY = 1 << 0;
    internal const uint XDP_RING_NEED_WAKEUP = 1 << 0;

    internal const long XDP_PGOFF_RX_RING = 0;
    internal const long XDP_PGOFF_TX_RING = 0x80000000;
    internal const long XDP_UMEM_PGOFF_FILL_RING = 0x100000000;
    internal const long XDP_UMEM_PGOFF_COMPLETION_RING = 0x180000000;

    /// <summary>Bytes that the kernel leaves free before every received frame (linux/bpf.h, XDP_PACKET_HEADROOM).</summary>
    internal const int XDP_PACKET_HEADROOM = 256;

    /// <summary>struct sockaddr_xdp.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SockaddrXdp
    {
        internal ushort Family;
        internal ushort Flags;
        internal uint Ifindex;
        internal uint QueueId;
        internal uint SharedUmemFd;
    }

    /// <summary>struct xdp_umem_reg as of Linux 5.4; later fields are optional.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct XdpUmemReg
    {
        internal ulong Addr;
        internal ulong Len;
        internal uint ChunkSize;
        internal uint Headroom;
        internal uint Flags;
        internal uint Padding;
    }

    /// <summary>struct xdp_ring_offset.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct XdpRingOffset
    {
        internal ulong Producer;
        internal ulong Consumer;
        internal ulong Desc;
        internal ulong Flags;
    }

    /// <summary>struct xdp_mmap_offsets.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct XdpMmapOffsets
    {
        internal XdpRingOffset Rx;
        internal XdpRingOffset Tx;
        internal XdpRingOffset Fill;
        internal XdpRingOffset Completion;
    }

    /// <summary>struct xdp_desc: one frame in the rx or tx ring.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct XdpDesc
    {
        internal ulong Addr;
        internal uint Len;
        internal uint Options;
    }

    /// <summary>struct xdp_statistics.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct XdpStatistics
    {
        internal ulong RxDropped;
        internal ulong RxInvalidDescs;
        internal ulong TxInvalidDescs;
        internal ulong RxRingFull;
        internal ulong RxFillRingEmptyDescs;
        internal ulong TxRingEmptyDescs;
    }
}
