namespace Lvs.Xdp.Tests.Programs.Machine;

/// <summary>A frame in memory with room before and behind it, and the <c>struct xdp_md</c> by which a program sees it. Its
/// fields are 32 bits wide and yet give whole pointers, which the kernel arranges when it loads a program; here the reading
/// of it is caught.</summary>
internal sealed unsafe class XdpContext
{
    internal const int Headroom = 256;
    private const int Tailroom = 64;
    private const ulong Place = 0x1000; // no memory is there

    private readonly byte[] _memory;
    private readonly byte* _first;
    private readonly uint _ingress;
    private int _start = Headroom;
    private int _length;

    /// <param name="frame">The frame.</param>
    /// <param name="ingress">The device it came in by.</param>
    internal XdpContext(byte[] frame, uint ingress)
    {
        _memory = GC.AllocateArray<byte>(Headroom + frame.Length + Tailroom, pinned: true);
        _first = (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _memory[0]);
        _length = frame.Length;
        _ingress = ingress;
        frame.CopyTo(_memory, Headroom);
    }

    /// <summary>What the program gets.</summary>
    internal ulong Pointer => Place;

    /// <summary>The frame as it is now.</summary>
    internal byte[] Frame => _memory.AsSpan(_start, _length).ToArray();

    internal int Length => _length;

    /// <summary>True for a pointer to the context.</summary>
    internal bool Holds(ulong pointer) => pointer == Place;

    /// <summary>A field: data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex.</summary>
    internal ulong Read(ulong pointer, int offset) => (pointer - Place + (ulong)offset) switch
    {
        0 or 8 => (ulong)(_first + _start),
        4 => (ulong)(_first + _start + _length),
        12 => _ingress,
        16 => 0,
        var other => throw new NotSupportedException($"field at {other} of struct xdp_md"),
    };

    /// <summary>bpf_xdp_adjust_head.</summary>
    internal ulong MoveHead(int by)
    {
        if (_start + by < 32 || by > _length - 14)
            return unchecked((ulong)-22L);
        _start += by;
        _length -= by;
        return 0;
    }

    /// <summary>bpf_xdp_adjust_tail.</summary>
    internal ulong MoveTail(int by)
    {
        if (by > 0 || _length + by < 14)
            return unchecked((ulong)-22L);
        _length += by;
        return 0;
    }
}
