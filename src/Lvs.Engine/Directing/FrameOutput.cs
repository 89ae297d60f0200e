using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Directing;

/// <summary>Where packets leave: on the wire, cut to what fits, or into the host's own stack.</summary>
internal sealed class FrameOutput(INextHops nextHops, IFrameSink sink, ReasonCounters reasons)
{
    private readonly byte[] _piece = new byte[ushort.MaxValue + 512]; // the largest fragment with its Ethernet header
    private uint _fragmentIdentification = 1;

    /// <summary>The way to an address; a frame whose neighbour is being asked for waits and comes again.</summary>
    /// <returns>False when the frame cannot go on now.</returns>
    public bool TryFindHop(
        in InetAddress destination, ForwardingMethod method, ReadOnlySpan<byte> frame, in Arrival arrival, out NextHop hop)
    {
        hop = default;
        if (method == ForwardingMethod.Local)
            return true;
        switch (nextHops.Find(destination, out hop))
        {
            case NextHopState.Resolved:
                return true;
            case NextHopState.Pending:
                sink.Hold(frame, arrival.Interface, destination);
                return false;
            default:
                reasons.Count(DirectorReason.DropUnreachable);
                return false;
        }
    }

    /// <summary>True when a packet cannot leave by a way: it, or the largest fragment it came in, is too big and must not be
    /// cut.</summary>
    public static bool IsTooBig(in PacketHeaders headers, int mtu, int largestFragment) =>
        (largestFragment == 0 ? headers.TotalLength : largestFragment) > mtu
        && (headers.DontFragment || headers.Family == InetFamily.V6);

    /// <summary>Sends a packet by a way, in fragments where it does not fit.</summary>
    public void Send(ref PacketBuffer buffer, ref PacketHeaders headers, in NextHop hop, int largestFragment)
    {
        if (!LinkLayer.TryWrite(ref buffer, ref headers, hop))
        {
            reasons.Count(DirectorReason.DropRewrite);
            return;
        }

        int size = Fragmenter.SizeFor(hop.Mtu, largestFragment, headers.Family);
        if (headers.TotalLength <= size)
        {
            sink.Transmit(buffer.Frame, hop.InterfaceIndex);
            return;
        }

        if (!Fragmenter.TryCreate(buffer.Frame, headers, size, _fragmentIdentification++, out Fragmenter fragmenter))
        {
            reasons.Count(DirectorReason.DropRewrite);
            return;
        }

        while (fragmenter.TryNext(_piece, 0, out PacketBuffer fragment))
            sink.Transmit(fragment.Frame, hop.InterfaceIndex);
    }

    /// <summary>Sends a packet of the director's own, or one that it has translated, to where it is addressed.</summary>
    public void Route(ref PacketBuffer buffer, ref PacketHeaders headers)
    {
        if (nextHops.Find(headers.Destination, out NextHop hop) == NextHopState.Resolved)
            Send(ref buffer, ref headers, hop, 0);
        else
            reasons.Count(DirectorReason.DropUnreachable);
    }

    /// <summary>Hands a packet to the host's own stack, cut again when it came in fragments.</summary>
    public void Deliver(ReadOnlySpan<byte> frame, in PacketHeaders headers, in Arrival arrival)
    {
        if (arrival.LargestFragment == 0
            || !Fragmenter.TryCreate(frame, headers, arrival.LargestFragment, _fragmentIdentification++, out Fragmenter fragmenter))
        {
            sink.Deliver(frame, arrival.Interface);
            return;
        }

        while (fragmenter.TryNext(_piece, 0, out PacketBuffer fragment))
            sink.Deliver(fragment.Frame, arrival.Interface);
    }
}
