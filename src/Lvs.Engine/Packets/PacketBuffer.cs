namespace Lvs.Engine.Packets;

/// <summary>
/// A frame within a larger piece of memory (an AF_XDP chunk, a reassembly buffer), so that headers can be put in front of it
/// or taken away without copying the rest. It owns nothing and lives on the stack.
/// </summary>
public ref struct PacketBuffer
{
    /// <summary>The room the XDP driver leaves before a received frame (XDP_PACKET_HEADROOM), in bytes.</summary>
    public const int DefaultHeadroom = 256;

    private readonly Span<byte> _storage;

    /// <summary>Takes a piece of memory and says where the frame in it lies.</summary>
    /// <param name="storage">The whole piece.</param>
    /// <param name="start">The frame's first byte: as much headroom there is.</param>
    /// <param name="length">The frame's length in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frame does not lie within the storage.</exception>
    public PacketBuffer(Span<byte> storage, int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, storage.Length - start);
        _storage = storage;
        Start = start;
        Length = length;
    }

    /// <summary>Where the frame begins in the storage: the headroom left.</summary>
    public int Start { get; private set; }

    /// <summary>The frame's length in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>How many bytes could be appended.</summary>
    public readonly int Tailroom => _storage.Length - Start - Length;

    /// <summary>The frame.</summary>
    public readonly Span<byte> Frame => _storage.Slice(Start, Length);

    /// <summary>Copies a frame into storage, <paramref name="headroom"/> bytes behind its beginning.</summary>
    /// <returns>False when it does not fit; nothing is copied then.</returns>
    public static bool TryCopy(ReadOnlySpan<byte> frame, Span<byte> storage, int headroom, out PacketBuffer buffer)
    {
        buffer = default;
        if (headroom < 0 || frame.Length > storage.Length - headroom)
            return false;
        frame.CopyTo(storage[headroom..]);
        buffer = new PacketBuffer(storage, headroom, frame.Length);
        return true;
    }

    /// <summary>Makes room for <paramref name="bytes"/> more in front; what is there is whatever was there.</summary>
    /// <returns>False when the headroom is too small; nothing changes then.</returns>
    public bool TryPrepend(int bytes)
    {
        if (bytes < 0 || bytes > Start)
            return false;
        Start -= bytes;
        Length += bytes;
        return true;
    }

    /// <summary>Takes bytes away from the front.</summary>
    /// <returns>False when the frame is shorter; nothing changes then.</returns>
    public bool TrimFront(int bytes)
    {
        if (bytes < 0 || bytes > Length)
            return false;
        Start += bytes;
        Length -= bytes;
        return true;
    }

    /// <summary>Cuts the frame off at a length: takes away Ethernet padding.</summary>
    /// <returns>False when the frame is shorter; nothing changes then.</returns>
    public bool Truncate(int length)
    {
        if (length < 0 || length > Length)
            return false;
        Length = length;
        return true;
    }
}
