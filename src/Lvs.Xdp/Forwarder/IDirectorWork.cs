namespace Lvs.Xdp;

/// <summary>What the <see cref="Forwarder"/> has the director do. Everything is called on the director's thread.</summary>
public interface IDirectorWork
{
    /// <summary>Decides on a frame that came up. It lies in a larger piece of memory and may be changed there; what is sent on goes
    /// to the sink of the <see cref="ForwarderSurroundings"/>.</summary>
    /// <param name="chunk">The piece of memory.</param>
    /// <param name="start">Where the frame begins in it.</param>
    /// <param name="length">Bytes of the frame.</param>
    /// <param name="ingressInterface">Where it came in.</param>
    /// <param name="now">CLOCK_MONOTONIC, ns.</param>
    void Process(Span<byte> chunk, int start, int length, uint ingressInterface, long now);

    /// <summary>Takes a change of state that the XDP program made.</summary>
    void Apply(in ConnectionEvent change);

    /// <summary>Runs the timers that are due.</summary>
    /// <param name="now">CLOCK_MONOTONIC, ns.</param>
    /// <returns>Nanoseconds until the next is; long.MaxValue when there is none.</returns>
    long Advance(long now);
}
