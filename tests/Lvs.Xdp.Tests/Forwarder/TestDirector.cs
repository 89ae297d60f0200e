using System.Collections.Concurrent;
using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Rules;

namespace Lvs.Xdp.Tests;

/// <summary>
/// The least a director can do: frames to port 53 go to one real server by direct routing, those to port 54 into the host's own
/// stack, one to port 55 is a bug.
/// </summary>
internal sealed class TestDirector(ForwarderSurroundings surroundings, InetAddress server) : IDirectorWork
{
    private const int DestinationPort = 14 + 20 + 2;

    internal RuleBook Rules { get; } = new(surroundings.Rules, surroundings.NextHops.IsLocal, 100, surroundings.Plane.MaxServers - 1);

    internal ForwarderSurroundings Surroundings => surroundings;

    internal ConcurrentQueue<ConnectionEvent> Events { get; } = new();

    internal int Processed { get; private set; }

    /// <summary>Is called for every frame, with its number, on the director's thread.</summary>
    internal Action<int>? Processing { get; set; }

    public void Process(Span<byte> chunk, int start, int length, uint ingressInterface, long now)
    {
        Processed++;
        Processing?.Invoke(Processed);
        Span<byte> frame = chunk.Slice(start, length);
        switch ((frame[DestinationPort] << 8) | frame[DestinationPort + 1])
        {
            case 53:
                Forward(frame, ingressInterface);
                break;
            case 54:
                surroundings.Sink.Deliver(frame, ingressInterface);
                break;
            default:
                throw new InvalidOperationException("a bug that a frame brought up");
        }
    }

    public void Apply(in ConnectionEvent change) => Events.Enqueue(change);

    public long Advance(long now) => long.MaxValue;

    private void Forward(Span<byte> frame, uint ingressInterface)
    {
        switch (surroundings.NextHops.Find(server, out NextHop hop))
        {
            case NextHopState.Resolved:
                hop.Destination.Write(frame);
                hop.Source.Write(frame[6..]);
                surroundings.Sink.Transmit(frame, hop.InterfaceIndex);
                break;
            case NextHopState.Pending:
                surroundings.Sink.Hold(frame, ingressInterface, server);
                break;
        }
    }
}
