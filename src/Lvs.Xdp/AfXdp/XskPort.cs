using Lvs.Xdp.Interop;

namespace Lvs.Xdp.AfXdp;

/// <summary>
/// One AF_XDP socket: the frames of one receive queue of one interface, and a way out of that interface. All ports share one
/// <see cref="FramePool"/>, so a frame received on one leaves by another without being copied. One thread uses it.
/// </summary>
public sealed unsafe class XskPort : IDisposable
{
    // Copy mode sends 32 frames a system call; a full ring of 2048 takes 64 of them, some more when the socket's buffer is full.
    private const int MaxKicks = 128;

    /// <summary>Chunks that a port takes out of the reserve, too, though never more than it leaves there.</summary>
    internal const int LeastFill = 64;

    private readonly FramePool _pool;
    private readonly FileDescriptor _socket;
    private readonly XskRing<Libc.XdpDesc> _rx;
    private readonly XskRing<Libc.XdpDesc> _tx;
    private readonly XskRing<ulong> _fill;
    private readonly XskRing<ulong> _completion;
    private int _filled;
    private int _unsent;
    private ulong _received;
    private ulong _transmitted;
    private ulong _full;

    internal XskPort(FramePool pool, XskSocket socket, int id)
    {
        _pool = pool;
        _socket = socket.Descriptor;
        (_rx, _tx, _fill, _completion) = (socket.Rx, socket.Tx, socket.Fill, socket.Completion);
        (Id, InterfaceIndex, Queue, ZeroCopy) = (id, socket.InterfaceIndex, socket.Queue, socket.ZeroCopy);
    }

    /// <summary>The interface.</summary>
    public uint InterfaceIndex { get; }

    /// <summary>The receive queue.</summary>
    public uint Queue { get; }

    /// <summary>True when the driver reads and writes the chunks itself.</summary>
    public bool ZeroCopy { get; }

    /// <summary>Its number in the pool's books.</summary>
    internal int Id { get; }

    /// <summary>The socket, for poll and for the xsks map.</summary>
    internal int Fd => _socket.Value;

    /// <summary>How many chunks wait for frames, or hold frames that wait for <see cref="Receive"/>.</summary>
    internal int Filled => _filled;

    /// <summary>Takes received frames; each chunk is then this process's until it is returned or transmitted.</summary>
    /// <returns>How many of <paramref name="frames"/> were filled in.</returns>
    public int Receive(Span<XskFrame> frames)
    {
        int count = 0;
        while (count < frames.Length && _rx.TryConsume(out Libc.XdpDesc descriptor))
        {
            int chunk = _pool.ChunkOf(descriptor.Addr);
            _pool.Take(chunk, Id);
            frames[count++] = new XskFrame(chunk, (int)(descriptor.Addr - _pool.AddressOf(chunk)), (int)descriptor.Len);
        }

        if (count != 0)
            _rx.Release();
        _filled -= count;
        _received += (ulong)count;
        return count;
    }

    /// <summary>Gives the kernel chunks to receive into, up to a number in all. The pool's reserve stays for what is sent by
    /// copy: what is given away comes back with a received frame only, and never from an idle port.</summary>
    public void Refill(int target)
    {
        int before = _filled;
        while (_filled < target && (IsScarcelyFilled || _pool.FreeChunks > _pool.Reserve) && _pool.TryRent(out int chunk))
        {
            if (!_fill.TryProduce(_pool.AddressOf(chunk)))
            {
                _pool.Return(chunk);
                break;
            }

            _pool.Give(chunk, Id);
            _filled++;
        }

        if (_filled == before)
            return;
        _fill.Publish();
        if (_fill.NeedsWakeup)
            _ = Libc.Recv(Fd, null, 0, Libc.MSG_DONTWAIT);
    }

    /// <summary>Puts a frame of a held chunk into the tx ring; <see cref="Flush"/> sends. The bytes must not change any more.</summary>
    /// <returns>False when the ring is full; the chunk is still the caller's.</returns>
    public bool TryTransmit(XskFrame frame)
    {
        ulong address = _pool.AddressOf(frame.Chunk) + (ulong)frame.Offset;
        if (!_tx.TryProduce(new Libc.XdpDesc { Addr = address, Len = (uint)frame.Length }))
        {
            _full++;
            return false;
        }

        _pool.Give(frame.Chunk, Id);
        _unsent++;
        return true;
    }

    /// <summary>Sends what is in the tx ring, as far as the device takes it now, and collects chunks that are done.</summary>
    public void Flush()
    {
        if (_unsent != 0)
        {
            _tx.Publish();
            _unsent = 0;
        }

        for (int i = 0; i < MaxKicks && _tx.Pending != 0 && _tx.NeedsWakeup; i++)
        {
            nint result = Libc.Sendto(Fd, null, 0, Libc.MSG_DONTWAIT, null, 0);
            int errno = result < 0 ? Errno.Last : 0;
            Collect();
            if (errno is not (0 or Errno.EAGAIN or Errno.EBUSY))
                break; // no memory, or the interface is down: what is left waits in the ring
        }

        Collect();
    }

    /// <summary>The counters of this process and of the kernel.</summary>
    public XskCounters ReadCounters()
    {
        Libc.XdpStatistics statistics = default;
        uint length = (uint)sizeof(Libc.XdpStatistics);
        _ = Libc.Getsockopt(Fd, Libc.SOL_XDP, Libc.XDP_STATISTICS, &statistics, &length);
        return new XskCounters(
            _received,
            _transmitted,
            _full,
            statistics.RxDropped,
            statistics.RxRingFull,
            statistics.RxFillRingEmptyDescs,
            statistics.RxInvalidDescs + statistics.TxInvalidDescs);
    }

    /// <summary>Closes the socket; the kernel takes it out of the xsks map, and all its chunks go back to the pool.</summary>
    public void Dispose()
    {
        if (_socket.IsClosed)
            return;
        _socket.Dispose();
        _rx.Dispose();
        _tx.Dispose();
        _fill.Dispose();
        _completion.Dispose();
        _pool.Reclaim(Id);
    }

    private bool IsScarcelyFilled => _filled < Math.Min(LeastFill, _pool.FreeChunks);

    private void Collect()
    {
        int count = 0;
        while (_completion.TryConsume(out ulong address))
        {
            int chunk = _pool.ChunkOf(address);
            _pool.Take(chunk, Id);
            _pool.Return(chunk);
            count++;
        }

        if (count == 0)
            return;
        _completion.Release();
        _transmitted += (ulong)count;
    }
}
