using System.Runtime.CompilerServices;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.AfXdp;

/// <summary>
/// One ring of an AF_XDP socket, shared with the kernel: positions that only grow, taken modulo the size. The side that
/// produces publishes with a release store after writing entries; the one that consumes reads with an acquire load before
/// reading them, and releases likewise. x64 orders so by itself, arm64 does not.
/// </summary>
/// <typeparam name="T">ulong (fill, completion) or xdp_desc (rx, tx).</typeparam>
internal sealed unsafe class XskRing<T> : IDisposable
    where T : unmanaged
{
    private readonly byte* _memory;
    private readonly nuint _length;
    private readonly uint* _producer;
    private readonly uint* _consumer;
    private readonly uint* _flags;
    private readonly T* _entries;
    private readonly uint _size;

    // Our own position, ahead of what is published, and the last seen of the other side's: its cache line is read only
    // when these say that the ring is exhausted.
    private uint _own;
    private uint _other;

    /// <summary>Maps a ring that the socket was given.</summary>
    internal XskRing(int socket, uint size, long pageOffset, in Libc.XdpRingOffset offsets)
    {
        _size = size;
        _length = (nuint)offsets.Desc + (size * (nuint)sizeof(T));
        void* memory = Libc.Mmap(
            null, _length, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_SHARED | Libc.MAP_POPULATE, socket, pageOffset);
        if (memory == Libc.MAP_FAILED)
            throw new LinuxException("mmap of an AF_XDP ring", Errno.Last);
        _memory = (byte*)memory;
        _producer = (uint*)(_memory + offsets.Producer);
        _consumer = (uint*)(_memory + offsets.Consumer);
        _flags = (uint*)(_memory + offsets.Flags);
        _entries = (T*)(_memory + offsets.Desc);
    }

    /// <summary>True when the kernel wants a system call to go on with this ring.</summary>
    internal bool NeedsWakeup => (Volatile.Read(ref *_flags) & Libc.XDP_RING_NEED_WAKEUP) != 0;

    /// <summary>As producer: entries published that the kernel has not taken yet.</summary>
    internal uint Pending => _own - Volatile.Read(ref *_consumer);

    /// <summary>As producer: writes an entry, not yet visible; false when the ring is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryProduce(in T entry)
    {
        if (_own - _other == _size)
        {
            _other = Volatile.Read(ref *_consumer);
            if (_own - _other == _size)
                return false;
        }

        _entries[_own & (_size - 1)] = entry;
        _own++;
        return true;
    }

    /// <summary>As producer: makes all written entries visible.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Publish() => Volatile.Write(ref *_producer, _own);

    /// <summary>As consumer: reads an entry, not yet released; false when the ring is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryConsume(out T entry)
    {
        if (_own == _other)
        {
            _other = Volatile.Read(ref *_producer);
            if (_own == _other)
            {
                entry = default;
                return false;
            }
        }

        entry = _entries[_own & (_size - 1)];
        _own++;
        return true;
    }

    /// <summary>As consumer: gives the room of all entries read back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Release() => Volatile.Write(ref *_consumer, _own);

    /// <inheritdoc/>
    public void Dispose() => Libc.Munmap(_memory, _length);
}
