using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;

namespace Lvs.Benchmarks.Micro;

/// <summary>Routes that are always known, and a way out that takes everything.</summary>
internal sealed class Wire : INextHops, IFrameSink
{
    private static readonly NextHop Hop = new(2, 1500, 0, new MacAddress(1), new MacAddress(2), InetAddress.Parse("10.2.0.1"), true);

    /// <summary>Frames that went out.</summary>
    public long Sent { get; private set; }

    public NextHopState Find(InetAddress destination, out NextHop hop)
    {
        hop = Hop;
        return NextHopState.Resolved;
    }

    public bool IsLocal(InetAddress address) => false;

    public InetAddress AddressOf(uint interfaceIndex, InetFamily family) => Hop.LocalAddress;

    public void Transmit(ReadOnlySpan<byte> frame, uint interfaceIndex) => Sent++;

    public void Deliver(ReadOnlySpan<byte> frame, uint ingressInterface) =>
        throw new InvalidOperationException("a frame of the benchmark was taken for the host's");

    public void Hold(ReadOnlySpan<byte> frame, uint ingressInterface, InetAddress destination) =>
        throw new InvalidOperationException("a frame of the benchmark waits for a neighbour");
}
