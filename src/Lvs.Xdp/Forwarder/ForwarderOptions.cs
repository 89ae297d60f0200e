namespace Lvs.Xdp;

/// <summary>How the forwarder is set up.</summary>
public sealed record ForwarderOptions
{
    /// <summary>The tables and the program.</summary>
    public required DataPlaneOptions DataPlane { get; init; }

    /// <summary>The interfaces to work on, by name; none means every network card and veth that has an address.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>Chunks of packet memory for what comes up to the director; null for 1,170 a receive queue of the interfaces that are
    /// there at start, of two queues at least, and at most 16,384.</summary>
    public int? Chunks { get; init; }

    /// <summary>Bytes of a chunk: 2048 or 4096; null for 2048 unless an interface that is there at start has an MTU above 1,770. Frames of
    /// more than this less 256 cannot come up.</summary>
    public int? ChunkSize { get; init; }

    /// <summary>Is told, on the director's thread, what an operator should know: an interface that came or went, a failure that
    /// was survived. Must return at once.</summary>
    public Action<Notice>? Notify { get; init; }
}
