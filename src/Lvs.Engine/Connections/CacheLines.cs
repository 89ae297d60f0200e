using System.Runtime.Intrinsics.X86;

namespace Lvs.Engine.Connections;

/// <summary>Asks for memory ahead of its use. Only a hint: nothing happens where the processor has no such instruction.</summary>
internal static unsafe class CacheLines
{
    private const int LineBytes = 64;

    /// <summary>Has the cache lines brought in that some bytes lie in.</summary>
    /// <param name="memory">The first byte; aligned to a line.</param>
    /// <param name="bytes">How many.</param>
    public static void Prefetch(void* memory, int bytes)
    {
        if (!Sse.IsSupported)
            return;
        for (int offset = 0; offset < bytes; offset += LineBytes)
            Sse.Prefetch0((byte*)memory + offset);
    }
}
