namespace Lvs.Xdp.AfXdp;

/// <summary>A received frame where it lies in the <see cref="FramePool"/>.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Offset">Bytes before the frame in its chunk: room for what encapsulation puts in front.</param>
/// <param name="Length">Bytes of the frame.</param>
public readonly record struct XskFrame(int Chunk, int Offset, int Length);
