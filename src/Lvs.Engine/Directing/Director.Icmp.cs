using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine;

/// <summary>ICMP errors about connections: translated, and delivered to the side they concern.</summary>
public sealed unsafe partial class Director
{
    private bool TryIcmp(ref PacketBuffer buffer, ref PacketHeaders headers, uint now)
    {
        if (!Packet.TryParseQuoted(buffer.Frame, headers, out QuotedPacket quoted))
            return false;
        if (!quoted.HasPorts)
            return TryTunnelError(buffer.Frame, headers, quoted, now);

        // The quoted packet ran the other way: what a client sent is quoted as it went to the server, and found by the reply.
        int slot = _connections.Find(
            quoted.Destination, quoted.DestinationPort, quoted.Source, quoted.SourcePort, quoted.Protocol, out bool reply);
        if (slot == 0)
            return TryTunnelError(buffer.Frame, headers, quoted, now);
        ref ConnectionSlot entry = ref _connections[slot];
        if (entry.Method != ForwardingMethod.Masquerade)
            return RelayToServer(ref buffer, ref headers, ref entry);
        CounterSlot* counters = &_tables.Servers[entry.ServerId].Director;
        int size = headers.TotalLength;
        bool translated = reply
            ? IcmpTranslator.ToClient(buffer.Frame, ref headers, ref quoted, entry.Virtual, Port(entry.VirtualPortRaw))
            : IcmpTranslator.ToServer(buffer.Frame, ref headers, ref quoted, entry.Server, Port(entry.ServerPortRaw));
        if (!translated || headers.TimeToLive <= 1 || !Rewriter.DecrementTimeToLive(buffer.Frame, ref headers))
        {
            Count(DirectorReason.DropRewrite);
            return true;
        }

        if (reply)
        {
            counters->OutPackets++;
            counters->OutBytes += (ulong)size;
            entry.OutPackets++;
            entry.OutBytes += (ulong)size;
        }
        else
        {
            counters->InPackets++;
            counters->InBytes += (ulong)size;
            entry.InPackets++;
            entry.InBytes += (ulong)size;
        }

        Route(ref buffer, ref headers);
        return true;
    }

    /// <summary>Direct routing and tunnelling: the error goes to the real server that holds the virtual address.</summary>
    private bool RelayToServer(ref PacketBuffer buffer, ref PacketHeaders headers, ref ConnectionSlot entry)
    {
        if (entry.Method == ForwardingMethod.Local)
            return false;
        RealServer? server = Rules.FindServer((int)entry.ServerId);
        if (server is not { IsAvailable: true } || headers.TimeToLive <= 1
            || _nextHops.Find(entry.Server, out NextHop hop) != NextHopState.Resolved)
        {
            Count(DirectorReason.DropUnreachable);
            return true;
        }

        CounterSlot* counters = &_tables.Servers[entry.ServerId].Director;
        counters->InPackets++;
        counters->InBytes += (ulong)headers.TotalLength;
        Forward(ref buffer, ref headers, entry.Method, entry.Server, entry.ServerPortRaw, server.Settings.Tunnel, hop,
            _connections.InHash(entry), entry.InPackets, 0, 0);
        return true;
    }

    /// <summary>An error from within a tunnel, about our own outer packet: told on to the client, with the room that is left.</summary>
    private bool TryTunnelError(ReadOnlySpan<byte> frame, in PacketHeaders headers, in QuotedPacket outer, uint now)
    {
        _ = now;
        foreach (TunnelType type in (ReadOnlySpan<TunnelType>)[TunnelType.IpIp, TunnelType.Gue, TunnelType.Gre])
        {
            TunnelOptions options = new(type, outer.DestinationPort, TunnelChecksum.None);
            if (!QuotedTunnel.TryParse(frame, outer, options, out QuotedPacket inner) || !inner.HasPorts)
                continue;
            int slot = _connections.Find(
                inner.Source, inner.SourcePort, inner.Destination, inner.DestinationPort, inner.Protocol, out bool reply);
            if (slot == 0 || reply || _connections[slot].Method != ForwardingMethod.Tunnel)
                continue;
            ref ConnectionSlot entry = ref _connections[slot];
            TunnelOptions own = Rules.FindServer((int)entry.ServerId)?.Settings.Tunnel ?? options;
            int mtu = TunnelMtu.Relayed(IcmpErrors.ReportedMtu(frame, headers), outer.Family, own);
            if (IcmpErrors.TryRelay(
                frame, headers, inner, mtu, inner.Destination, _identification++, _answer, PacketBuffer.DefaultHeadroom,
                out PacketBuffer error, out PacketHeaders built))
                Route(ref error, ref built);
            return true;
        }

        return false;
    }
}
