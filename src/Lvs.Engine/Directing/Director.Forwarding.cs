using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;

namespace Lvs.Engine;

/// <summary>From a verdict to frames.</summary>
public sealed unsafe partial class Director
{
    private bool TryFindHop(
        in InetAddress destination, ForwardingMethod method, ReadOnlySpan<byte> frame, uint ingress, out NextHop hop)
    {
        hop = default;
        if (method == ForwardingMethod.Local)
            return true;
        switch (_nextHops.Find(destination, out hop))
        {
            case NextHopState.Resolved:
                return true;
            case NextHopState.Pending:
                _sink.Hold(frame, ingress, destination);
                return false;
            default:
                Count(DirectorReason.DropUnreachable);
                return false;
        }
    }

    private bool RefusesTimeToLive(ReadOnlySpan<byte> frame, in PacketHeaders headers, in InetAddress source)
    {
        if (headers.TimeToLive > 1)
            return false;
        Answer(frame, headers, IcmpErrorKind.TimeExceeded, 0, source);
        Count(DirectorReason.RefuseTimeExceeded);
        return true;
    }

    /// <summary>True when a packet of this size cannot leave: it is too big and must not be cut.</summary>
    private static bool MustRefuse(in PacketHeaders headers, int size, int mtu, int largest) =>
        largest == 0
            ? size > mtu && (headers.DontFragment || headers.Family == InetFamily.V6)
            : largest > mtu && (headers.DontFragment || headers.Family == InetFamily.V6);

    private void Forward(
        ref PacketBuffer buffer, ref PacketHeaders headers, ForwardingMethod method, in InetAddress address, ushort portRaw,
        in TunnelOptions tunnel, in NextHop hop, ulong hash, ulong sequence, uint ingress, int largest)
    {
        if (method == ForwardingMethod.Local)
        {
            DeliverWhole(buffer.Frame, headers, ingress, largest);
            return;
        }

        InetAddress service = headers.Destination;
        int overhead = method == ForwardingMethod.Tunnel ? TunnelMtu.Overhead(address.Family, tunnel) : 0;
        if (!Rewriter.DecrementTimeToLive(buffer.Frame, ref headers))
        {
            Count(DirectorReason.DropRewrite);
            return;
        }

        int room = overhead == 0 ? hop.Mtu : TunnelMtu.Inner(hop.Mtu, address.Family, tunnel);
        bool checkTunnel = method != ForwardingMethod.Tunnel || Settings.PmtuDisc;
        if (checkTunnel && MustRefuse(headers, headers.TotalLength, room, method == ForwardingMethod.Tunnel ? 0 : largest))
        {
            Answer(buffer.Frame, headers, IcmpErrorKind.PacketTooBig, room, service);
            Count(DirectorReason.RefuseTooBig);
            return;
        }

        bool rewritten = method switch
        {
            ForwardingMethod.Masquerade => Rewriter.TranslateDestination(buffer.Frame, ref headers, address, Port(portRaw)),
            ForwardingMethod.Tunnel => Encapsulator.TryEncapsulate(
                ref buffer, ref headers, new Tunnel(hop.LocalAddress, address, tunnel, Settings.PmtuDisc),
                (ushort)((hash >> 32) + sequence), hash),
            _ => true,
        };
        if (!rewritten)
        {
            Count(DirectorReason.DropRewrite);
            return;
        }

        Send(ref buffer, ref headers, hop, method == ForwardingMethod.Tunnel ? 0 : largest);
    }

    private void Send(ref PacketBuffer buffer, ref PacketHeaders headers, in NextHop hop, int largest)
    {
        if (!LinkLayer.TryWrite(ref buffer, ref headers, hop))
        {
            Count(DirectorReason.DropRewrite);
            return;
        }

        int size = Fragmenter.SizeFor(hop.Mtu, largest, headers.Family);
        if (headers.TotalLength <= size)
        {
            _sink.Transmit(buffer.Frame, hop.InterfaceIndex);
            return;
        }

        if (!Fragmenter.TryCreate(buffer.Frame, headers, size, _fragmentIdentification++, out Fragmenter fragmenter))
        {
            Count(DirectorReason.DropRewrite);
            return;
        }

        while (fragmenter.TryNext(_piece, 0, out PacketBuffer fragment))
            _sink.Transmit(fragment.Frame, hop.InterfaceIndex);
    }

    /// <summary>Hands a packet to the host's own stack, cut again when it came in fragments.</summary>
    private void DeliverWhole(ReadOnlySpan<byte> frame, in PacketHeaders headers, uint ingress, int largest)
    {
        if (largest == 0 || !Fragmenter.TryCreate(frame, headers, largest, _fragmentIdentification++, out Fragmenter fragmenter))
        {
            _sink.Deliver(frame, ingress);
            return;
        }

        while (fragmenter.TryNext(_piece, 0, out PacketBuffer fragment))
            _sink.Deliver(fragment.Frame, ingress);
    }

    /// <summary>Sends an ICMP error back to where a packet came from.</summary>
    private void Answer(ReadOnlySpan<byte> frame, in PacketHeaders headers, IcmpErrorKind kind, int mtu, in InetAddress source)
    {
        if (IcmpErrors.TryBuild(
            frame, headers, kind, mtu, source, _identification++, _answer, PacketBuffer.DefaultHeadroom, out PacketBuffer error,
            out PacketHeaders built))
            Route(ref error, ref built);
    }

    private void Route(ref PacketBuffer buffer, ref PacketHeaders headers)
    {
        if (_nextHops.Find(headers.Destination, out NextHop hop) == NextHopState.Resolved)
            Send(ref buffer, ref headers, hop, 0);
        else
            Count(DirectorReason.DropUnreachable);
    }
}
