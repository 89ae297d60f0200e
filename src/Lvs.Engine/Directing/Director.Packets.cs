using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine;

/// <summary>From a frame to a verdict.</summary>
public sealed unsafe partial class Director
{
    /// <summary>Decides on one frame.</summary>
    /// <param name="storage">Memory with the frame and headroom in front of it; may be changed.</param>
    /// <param name="start">Where the frame begins.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="ingress">The interface it came in by.</param>
    /// <param name="now">The time, in ticks.</param>
    public void Process(Span<byte> storage, int start, int length, uint ingress, uint now)
    {
        PacketBuffer buffer = new(storage, start, length);
        ParseStatus status = Packet.TryParse(buffer.Frame, out PacketHeaders headers);
        if (status == ParseStatus.NotIp)
        {
            _sink.Deliver(buffer.Frame, ingress);
            return;
        }

        if (status != ParseStatus.Ok || (headers.Family == InetFamily.V4 && !Checksum.IsValidHeader(buffer.Frame, headers)))
        {
            Count(DirectorReason.DropMalformedFrame);
            return;
        }

        if (headers.IsFragment || headers.FragmentHeaderOffset != 0)
        {
            ProcessFragment(buffer.Frame, headers, ingress, now);
            return;
        }

        Decide(ref buffer, ref headers, ingress, 0, now);
    }

    private void ProcessFragment(ReadOnlySpan<byte> frame, in PacketHeaders headers, uint ingress, uint now)
    {
        FragmentStatus status = _reassembler.Add(frame, headers, now, out PacketBuffer whole, out int largest);
        if (status is FragmentStatus.Refused or FragmentStatus.Discarded)
            Count(DirectorReason.DropFragment);
        if (status != FragmentStatus.Complete)
            return;
        if (!PacketBuffer.TryCopy(whole.Frame, _large, PacketBuffer.DefaultHeadroom, out PacketBuffer buffer)
            || Packet.TryParse(buffer.Frame, out PacketHeaders parsed) != ParseStatus.Ok)
        {
            Count(DirectorReason.DropMalformedFrame);
            return;
        }

        Decide(ref buffer, ref parsed, ingress, largest, now);
    }

    private void Decide(ref PacketBuffer buffer, ref PacketHeaders headers, uint ingress, int largest, uint now)
    {
        if (headers.IsIcmpError && TryIcmp(ref buffer, ref headers, now))
            return;
        if (!headers.HasPorts || headers.Protocol is not (IpProtocol.Tcp or IpProtocol.Udp or (byte)Protocol.Sctp))
        {
            DeliverWhole(buffer.Frame, headers, ingress, largest);
            return;
        }

        int slot = _connections.Find(
            headers.Source, headers.SourcePort, headers.Destination, headers.DestinationPort, headers.Protocol, out bool reply);
        if (slot != 0 && reply)
        {
            FromServer(ref buffer, ref headers, slot, ingress, largest, now);
            return;
        }

        if (slot != 0 && IsOver(ref _connections[slot], headers, now))
        {
            Expire(slot, now);
            slot = 0;
        }

        if (slot == 0)
        {
            Schedule(ref buffer, ref headers, ingress, largest, now);
            return;
        }

        ToServer(ref buffer, ref headers, slot, ingress, largest, now);
    }

    /// <summary>True when the packet begins a new connection in place of one that is over (is_new_conn_expected), or when the
    /// real server is gone and expire_nodest_conn says so.</summary>
    private bool IsOver(ref ConnectionSlot entry, in PacketHeaders headers, uint now)
    {
        _ = now;
        RealServer? server = Rules.FindServer((int)entry.ServerId);
        bool opens = entry.Protocol switch
        {
            Protocol.Tcp => (headers.TcpFlags & TcpFlags.Syn) != 0,
            Protocol.Sctp => headers.SctpChunk == 1,
            _ => false,
        };
        if (server is null)
            return true;
        if (!opens)
            return false;
        if (Settings.ExpireNodestConn && (server.Weight == 0 || !server.IsAvailable))
            return true;
        if (Settings.ConnReuseMode == 0 || (entry.Flags & SlotFlags.Controlled) != 0)
            return false;
        if (entry.Protocol == Protocol.Sctp)
            return entry.State == 13;
        return (TcpState)entry.State switch
        {
            TcpState.TimeWait or TcpState.Close => true,
            TcpState.FinWait => (Settings.ConnReuseMode & 2) != 0 && (entry.StateWord & ConnectionSlot.NoOutput) != 0,
            _ => false,
        };
    }

    private void ToServer(
        ref PacketBuffer buffer, ref PacketHeaders headers, int slot, uint ingress, int largest, uint now)
    {
        ref ConnectionSlot entry = ref _connections[slot];
        RealServer server = Rules.FindServer((int)entry.ServerId)!;
        if (!server.IsAvailable)
        {
            Count(DirectorReason.DropServerGone);
            if (Settings.ExpireNodestConn)
                Expire(slot, now);
            return;
        }

        if (!TryFindHop(entry.Server, entry.Method, buffer.Frame, ingress, out NextHop hop))
            return;
        if (entry.Method != ForwardingMethod.Local && RefusesTimeToLive(buffer.Frame, headers, headers.Destination))
            return;
        ulong sequence = entry.InPackets;
        entry.InPackets++;
        entry.InBytes += (ulong)headers.TotalLength;
        entry.InSeen = now;
        CounterSlot* counters = &_tables.Servers[entry.ServerId].Director;
        counters->InPackets++;
        counters->InBytes += (ulong)headers.TotalLength;
        ConnectionStepper.Step(ref entry, _tables.Profiles, headers, false);
        UpdateActive(slot);
        _timers.Schedule(slot, now + entry.Timeout);
        Forward(ref buffer, ref headers, entry.Method, entry.Server, entry.ServerPortRaw, server.Settings.Tunnel, hop,
            _connections.InHash(entry), sequence, ingress, largest);
    }

    private void FromServer(ref PacketBuffer buffer, ref PacketHeaders headers, int slot, uint ingress, int largest, uint now)
    {
        ref ConnectionSlot entry = ref _connections[slot];
        if (!TryFindHop(entry.Client, ForwardingMethod.Masquerade, buffer.Frame, ingress, out NextHop hop))
            return;
        InetAddress own = _nextHops.AddressOf(ingress, headers.Family);
        if (RefusesTimeToLive(buffer.Frame, headers, own))
            return;
        int size = headers.TotalLength;
        if (MustRefuse(headers, size, hop.Mtu, largest))
        {
            // Towards the servers the packet is quoted as it came: the kernel looks at the size before the time to live.
            Answer(buffer.Frame, headers, IcmpErrorKind.PacketTooBig, hop.Mtu, own);
            Count(DirectorReason.RefuseTooBig);
            return;
        }

        entry.OutPackets++;
        entry.OutBytes += (ulong)size;
        entry.OutSeen = now;
        CounterSlot* counters = &_tables.Servers[entry.ServerId].Director;
        counters->OutPackets++;
        counters->OutBytes += (ulong)size;
        ConnectionStepper.Step(ref entry, _tables.Profiles, headers, true);
        UpdateActive(slot);
        _timers.Schedule(slot, now + entry.Timeout);
        if (!Rewriter.DecrementTimeToLive(buffer.Frame, ref headers)
            || !Rewriter.TranslateSource(buffer.Frame, ref headers, entry.Virtual, Port(entry.VirtualPortRaw)))
        {
            Count(DirectorReason.DropRewrite);
            return;
        }

        Send(ref buffer, ref headers, hop, largest);
    }

    private static ushort Port(ushort raw) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(raw);
}
