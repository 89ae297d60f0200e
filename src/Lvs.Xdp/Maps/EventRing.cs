using System.Runtime.CompilerServices;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Maps;

/// <summary>
/// The consumer of a BPF ring buffer (BPF_MAP_TYPE_RINGBUF). Records are read where they lie: the data pages are mapped
/// twice in a row, so that a record never breaks at the end. One thread may read.
/// </summary>
/// <typeparam name="T">The record; shorter records than this are skipped, longer ones cut.</typeparam>
public sealed unsafe class EventRing<T> : BpfMap
    where T : unmanaged
{
    // A record begins with its length (with two flags) and a page offset, 32 bits each (kernel/bpf/ringbuf.c, struct
    // bpf_ringbuf_hdr; include/uapi/linux/bpf.h, BPF_RINGBUF_*).
    private const uint BPF_RINGBUF_BUSY_BIT = 1u << 31;
    private const uint BPF_RINGBUF_DISCARD_BIT = 1u << 30;
    private const uint BPF_RINGBUF_HDR_SZ = 8;

    private readonly nuint _page = (nuint)Environment.SystemPageSize;
    private readonly ulong _mask;
    private byte* _consumer;
    private byte* _producer;

    internal EventRing(FileDescriptor fd)
        : base(fd)
    {
        if (Definition.Type != Bpf.BPF_MAP_TYPE_RINGBUF)
            throw new ArgumentException($"map '{Definition.Name}' is of type {Definition.Type}, no ring buffer");
        _mask = MaxEntries - 1;
        _consumer = Map(_page, Libc.PROT_READ | Libc.PROT_WRITE, 0);
        _producer = Map(_page + (2 * (nuint)MaxEntries), Libc.PROT_READ, (long)_page);
    }

    /// <summary>Takes one record.</summary>
    /// <param name="record">The record where it lies; good during the call.</param>
    /// <typeparam name="TState">What the caller wants handed through.</typeparam>
    /// <param name="state">The same.</param>
    public delegate void Handler<TState>(in T record, ref TState state)
        where TState : allows ref struct;

    /// <summary>True when a record may be waiting; costs two reads.</summary>
    public bool HasRecords
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref *(ulong*)_consumer) != Volatile.Read(ref *(ulong*)_producer);
    }

    /// <summary>Hands over all records that are complete, in order, and gives their room back. Allocates nothing.</summary>
    /// <param name="handler">Takes each; a static lambda.</param>
    /// <param name="state">Handed through.</param>
    /// <param name="limit">The most to take now.</param>
    /// <returns>How many were taken.</returns>
    public int Drain<TState>(Handler<TState> handler, ref TState state, int limit = int.MaxValue)
        where TState : allows ref struct
    {
        byte* data = _producer + _page;
        ulong position = Volatile.Read(ref *(ulong*)_consumer);
        int taken = 0;
        while (taken < limit && position < Volatile.Read(ref *(ulong*)_producer))
        {
            byte* header = data + (position & _mask);
            uint length = Volatile.Read(ref *(uint*)header);
            if ((length & BPF_RINGBUF_BUSY_BIT) != 0)
                break; // reserved, not yet submitted: what follows waits, to keep the order
            bool discarded = (length & BPF_RINGBUF_DISCARD_BIT) != 0;
            length &= ~(BPF_RINGBUF_BUSY_BIT | BPF_RINGBUF_DISCARD_BIT);
            if (!discarded && length >= sizeof(T))
            {
                handler(in *(T*)(header + BPF_RINGBUF_HDR_SZ), ref state);
                taken++;
            }

            position += (length + BPF_RINGBUF_HDR_SZ + 7) & ~7u;
            Volatile.Write(ref *(ulong*)_consumer, position);
        }

        return taken;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_consumer != null)
            Libc.Munmap(_consumer, _page);
        if (_producer != null)
            Libc.Munmap(_producer, _page + (2 * (nuint)MaxEntries));
        _consumer = null;
        _producer = null;
        base.Dispose(disposing);
    }

    private byte* Map(nuint length, int protection, long offset)
    {
        void* memory = Libc.Mmap(null, length, protection, Libc.MAP_SHARED, Fd, offset);
        return memory == Libc.MAP_FAILED
            ? throw new LinuxException($"mmap of ring buffer '{Definition.Name}'", Errno.Last)
            : (byte*)memory;
    }
}
