namespace Lvs.Engine.Packets;

/// <summary>A fixed number of equal pieces of memory.</summary>
internal sealed class ChunkPool
{
    /// <summary>The length of a piece in bytes.</summary>
    public const int ChunkLength = 2048;

    private readonly byte[] _memory;
    private readonly int[] _free;

    public ChunkPool(int count)
    {
        _memory = GC.AllocateUninitializedArray<byte>(count * ChunkLength);
        _free = new int[count];
        for (int i = 0; i < count; i++)
            _free[i] = count - 1 - i;
        Available = count;
    }

    /// <summary>How many pieces are free.</summary>
    public int Available { get; private set; }

    /// <summary>How many pieces there are.</summary>
    public int Count => _free.Length;

    public Span<byte> this[int chunk] => _memory.AsSpan(chunk * ChunkLength, ChunkLength);

    /// <summary>Takes a piece; the caller has seen that one is <see cref="Available"/>.</summary>
    public int Take() => _free[--Available];

    public void Return(int chunk) => _free[Available++] = chunk;
}
