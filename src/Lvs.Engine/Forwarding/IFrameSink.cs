using Lvs.Engine.Addressing;

namespace Lvs.Engine.Forwarding;

/// <summary>Takes what the director sends out. The spans are valid during the call only.</summary>
public interface IFrameSink
{
    /// <summary>Sends one complete Ethernet frame.</summary>
    void Transmit(ReadOnlySpan<byte> frame, uint interfaceIndex);

    /// <summary>Hands one frame to the director's own stack, as if it had just come in there.</summary>
    void Deliver(ReadOnlySpan<byte> frame, uint ingressInterface);

    /// <summary>Keeps a frame as it came in until the neighbour for <paramref name="destination"/> answers, then gives it to the
    /// director again; a few, bounded, the oldest going first.</summary>
    void Hold(ReadOnlySpan<byte> frame, uint ingressInterface, InetAddress destination);
}
