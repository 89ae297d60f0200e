using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.AfXdp;

/// <summary>
/// The packet memory of all AF_XDP sockets: one region cut into chunks, each at any time free, held by this process, or
/// with one port. Every hand-over is checked, so that a chunk can neither be lost nor be in two places. One thread uses it.
/// </summary>
public sealed unsafe class FramePool : IDisposable
{
    private const int ReservePart = 8;
    private const ushort Free = 0;
    private const ushort Held = 1;
    private const ushort FirstPort = 2;

    private readonly ushort[] _owners;
    private readonly int[] _free;
    private readonly int _shift;
    private int _freeCount;
    private int _heldCount;
    private byte* _memory;

    /// <summary>Makes the region; the kernel pins its pages when the first socket takes it.</summary>
    /// <param name="chunks">How many chunks.</param>
    /// <param name="chunkSize">Bytes of each: 2048 or 4096. 256 of them lie free before a received frame, for encapsulation.</param>
    public FramePool(int chunks, int chunkSize)
    {
        if (chunkSize is not (2048 or 4096))
            throw new ArgumentOutOfRangeException(nameof(chunkSize), chunkSize, "AF_XDP takes chunks of 2048 or 4096 bytes");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunks);
        ChunkSize = chunkSize;
        Chunks = chunks;
        Length = (nuint)chunks * (nuint)chunkSize;
        _shift = BitOperations.Log2((uint)chunkSize);
        _owners = new ushort[chunks];
        _free = new int[chunks];
        for (int i = 0; i < chunks; i++)
            _free[i] = chunks - 1 - i;
        _freeCount = chunks;
        void* memory = Libc.Mmap(
            null, Length, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS | Libc.MAP_POPULATE, -1, 0);
        if (memory == Libc.MAP_FAILED)
            throw new LinuxException($"mmap of {Length} bytes of packet memory", Errno.Last);
        _memory = (byte*)memory;
    }

    /// <summary>Bytes in a chunk.</summary>
    public int ChunkSize { get; }

    /// <summary>All chunks.</summary>
    public int Chunks { get; }

    /// <summary>Chunks that are kept to send from, and for ports that come late: an eighth.</summary>
    internal int Reserve => Chunks / ReservePart;

    /// <summary>Chunks in the pool.</summary>
    public int FreeChunks => _freeCount;

    /// <summary>Chunks this process works on; 0 between batches.</summary>
    public int HeldChunks => _heldCount;

    /// <summary>Bytes of the region.</summary>
    internal nuint Length { get; }

    /// <summary>Where the region begins.</summary>
    internal byte* Memory => _memory;

    /// <summary>The chunk that an address within the region belongs to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int ChunkOf(ulong address) => (int)(address >> _shift);

    /// <summary>The address of a chunk's first byte within the region.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong AddressOf(int chunk) => (ulong)chunk << _shift;

    /// <summary>The bytes of a chunk.</summary>
    internal Span<byte> Bytes(int chunk) => new(_memory + AddressOf(chunk), ChunkSize);

    /// <summary>Finds out whether bytes lie in a chunk that is held, and where.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryLocate(ref readonly byte first, out int chunk, out int offset)
    {
        nuint distance = (nuint)((byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in first)) - _memory);
        chunk = ChunkOf(distance);
        offset = (int)(distance & (nuint)(ChunkSize - 1));
        return distance < Length && _owners[chunk] == Held;
    }

    /// <summary>How many chunks a pool needs for so many to wait for frames.</summary>
    internal static int ChunksFor(int waiting) => ((waiting * ReservePart) + ReservePart - 2) / (ReservePart - 1);

    /// <summary>Takes a chunk to work on; false when none is free.</summary>
    internal bool TryRent(out int chunk)
    {
        if (_freeCount == 0)
        {
            chunk = -1;
            return false;
        }

        chunk = _free[--_freeCount];
        Change(chunk, Free, Held);
        _heldCount++;
        return true;
    }

    /// <summary>Puts a held chunk back.</summary>
    internal void Return(int chunk)
    {
        Change(chunk, Held, Free);
        _heldCount--;
        _free[_freeCount++] = chunk;
    }

    /// <summary>Hands a held chunk to a port's rings.</summary>
    internal void Give(int chunk, int port)
    {
        Change(chunk, Held, (ushort)(FirstPort + port));
        _heldCount--;
    }

    /// <summary>Takes a chunk that came out of a port's rings.</summary>
    internal void Take(int chunk, int port)
    {
        Change(chunk, (ushort)(FirstPort + port), Held);
        _heldCount++;
    }

    /// <summary>How many chunks are with a port.</summary>
    internal int CountOf(int port) => _owners.AsSpan().Count((ushort)(FirstPort + port));

    /// <summary>Takes back all that a closed port had; the kernel uses none of it any more.</summary>
    internal int Reclaim(int port)
    {
        int reclaimed = 0;
        for (int chunk = 0; chunk < _owners.Length; chunk++)
        {
            if (_owners[chunk] != FirstPort + port)
                continue;
            _owners[chunk] = Free;
            _free[_freeCount++] = chunk;
            reclaimed++;
        }

        return reclaimed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_memory != null)
            Libc.Munmap(_memory, Length);
        _memory = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Change(int chunk, ushort from, ushort to)
    {
        ref ushort owner = ref _owners[chunk];
        if (owner != from)
            ThrowLost(chunk, owner, from);
        owner = to;
    }

    [DoesNotReturn]
    private static void ThrowLost(int chunk, ushort owner, ushort expected) => throw new InvalidOperationException(
        $"chunk {chunk} is with owner {owner}, not {expected} (0 free, 1 held, 2 and up ports): a bug that would corrupt packets");
}
