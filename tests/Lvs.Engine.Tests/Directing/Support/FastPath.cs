using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Tests.Directing;

/// <summary>
/// What the XDP program does with a frame, in C#: the same questions in the same order (lvs.bpf.c, service.h, forward.h, icmp.h), the
/// engine's reference for stepping and rewriting. So a director in memory gets to see what one in production does.
/// </summary>
internal sealed unsafe class FastPath
{
    private readonly SharedTables _tables;
    private readonly Director _director;
    private readonly TestNetwork _network;
    private readonly ConnectionTable _table;

    public FastPath(SharedTables tables, Director director, TestNetwork network)
    {
        _tables = tables;
        _director = director;
        _network = network;
        _table = new ConnectionTable(tables, (int)tables.Settings->Capacity - 1);
    }

    /// <summary>Deals with a frame, or says that it goes up.</summary>
    public XdpVerdict Handle(Span<byte> storage, int start, int length, uint now)
    {
        PacketBuffer buffer = new(storage, start, length);
        if (Packet.TryParse(buffer.Frame, out PacketHeaders headers) != ParseStatus.Ok)
            return XdpVerdict.Drop;
        if (headers.IsIcmpError)
            return IsAboutOurs(buffer.Frame, headers) ? XdpVerdict.Up : XdpVerdict.Pass;
        if (headers.IsFragment || headers.HasOptions)
            return XdpVerdict.Up;
        if (!headers.HasPorts)
            return XdpVerdict.Pass;
        int slot = _table.Find(
            headers.Source, headers.SourcePort, headers.Destination, headers.DestinationPort, headers.Protocol, out bool reply);
        if (slot == 0)
            return Unknown(headers);
        return reply ? Out(ref buffer, ref headers, slot, now) : In(ref buffer, ref headers, slot, now);
    }

    private static bool Begins(in PacketHeaders headers) => headers.Protocol == IpProtocol.Tcp
        ? (headers.TcpFlags & TcpFlags.Syn) != 0
        : headers.Protocol == IpProtocol.Sctp && headers.SctpChunk == SctpChunk.Init;

    private static ushort Swap(ushort port) => BinaryPrimitives.ReverseEndianness(port);

    private XdpVerdict Unknown(in PacketHeaders headers)
    {
        DirectorSettings settings = _director.Settings;
        bool opens = headers.Protocol switch
        {
            IpProtocol.Tcp => (headers.TcpFlags & TcpFlags.Rst) == 0 && (Begins(headers) || settings.SloppyTcp),
            IpProtocol.Sctp => headers.SctpChunk != SctpChunk.Abort && (Begins(headers) || settings.SloppySctp),
            _ => true,
        };
        if (opens && _director.Rules.Lookup((Protocol)headers.Protocol, headers.Destination, headers.DestinationPort) is not null)
            return XdpVerdict.Up;
        return settings.NatIcmpSend && IsServer(headers.Source) ? XdpVerdict.Up : XdpVerdict.Pass;
    }

    private bool IsServer(InetAddress address) => _director.Rules.Services.Any(
        service => service.Servers.Any(server => server.Key.Address == address));

    private bool IsAboutOurs(ReadOnlySpan<byte> frame, in PacketHeaders headers)
    {
        if (!Packet.TryParseQuoted(frame, headers, out QuotedPacket quoted))
            return false;
        if (quoted.HasPorts)
        {
            if (_table.Find(
                quoted.Destination, quoted.DestinationPort, quoted.Source, quoted.SourcePort, quoted.Protocol, out _) != 0)
                return true;
            if (_director.Settings.ScheduleIcmp
                && _director.Rules.Lookup((Protocol)quoted.Protocol, quoted.Source, quoted.SourcePort) is not null)
                return true;
        }

        foreach (TunnelType type in Enum.GetValues<TunnelType>())
        {
            if (QuotedTunnel.TryParse(frame, quoted, new TunnelOptions(type, quoted.DestinationPort, 0), out QuotedPacket inner)
                && _table.Find(inner.Source, inner.SourcePort, inner.Destination, inner.DestinationPort, inner.Protocol, out _) != 0)
                return true;
        }

        return false;
    }

    /// <summary>refuse_in.</summary>
    private XdpVerdict? Refuse(in PacketHeaders headers, in ConnectionSlot entry, RealServer server)
    {
        DirectorSettings settings = _director.Settings;
        if ((entry.Flags & SlotFlags.Punt) != 0)
            return XdpVerdict.Up;
        if (Begins(headers) && ((settings.ExpireNodestConn && server.Weight == 0) || IsReuse(entry)))
            return XdpVerdict.Up;
        if (!server.IsAvailable)
            return settings.ExpireNodestConn ? XdpVerdict.Up : XdpVerdict.Drop;
        return _network.IsLocal(server.Key.Address) || _network.Find(server.Key.Address, out _) == NextHopState.Resolved
            ? null
            : XdpVerdict.Up;
    }

    private bool IsReuse(in ConnectionSlot entry)
    {
        int mode = _director.Settings.ConnReuseMode;
        if ((entry.Flags & SlotFlags.Controlled) != 0 || mode == 0)
            return false;
        if (entry.Protocol != Protocol.Tcp)
            return (SctpState)entry.State == SctpState.Closed;
        return (TcpState)entry.State is TcpState.TimeWait or TcpState.Close
            || ((TcpState)entry.State == TcpState.FinWait && (entry.StateWord & ConnectionSlot.NoOutput) != 0 && (mode & 2) != 0);
    }

    private XdpVerdict In(ref PacketBuffer buffer, ref PacketHeaders headers, int slot, uint now)
    {
        ref ConnectionSlot entry = ref _table[slot];
        RealServer? server = _director.Rules.FindServer((int)entry.ServerId);
        if (server is null)
            return XdpVerdict.Drop;
        if (Refuse(headers, entry, server) is { } other)
            return other;
        bool local = entry.Method == ForwardingMethod.Local || _network.IsLocal(server.Key.Address);
        bool masquerade = entry.Method == ForwardingMethod.Masquerade;
        TunnelOptions tunnel = server.Settings.Tunnel;
        _network.Find(server.Key.Address, out NextHop hop);
        if (!local)
        {
            int overhead = entry.Method == ForwardingMethod.Tunnel ? TunnelMtu.Overhead(entry.Server.Family, tunnel) : 0;
            if (headers.TimeToLive <= 1 || headers.TotalLength + overhead > hop.Mtu
                || (entry.Protocol == Protocol.Sctp && masquerade && (entry.Flags & SlotFlags.Ports) != 0))
                return XdpVerdict.Up;
        }

        Account(slot, headers, false, now);
        if (local)
            return XdpVerdict.Pass;
        Assert.True(Rewriter.DecrementTimeToLive(buffer.Frame, ref headers));
        ulong hash = _table.InHash(entry);
        Assert.True(entry.Method switch
        {
            ForwardingMethod.Masquerade => Rewriter.TranslateDestination(
                buffer.Frame, ref headers, entry.Server, Swap(entry.ServerPortRaw), entry.InNetworkDelta, entry.InTransportDelta),
            ForwardingMethod.Tunnel => Encapsulator.TryEncapsulate(
                ref buffer, ref headers, new Tunnel(hop.LocalAddress, entry.Server, tunnel, _director.Settings.PmtuDisc),
                (ushort)((hash >> 32) + entry.InPackets - 1), hash),
            _ => true,
        });
        return Send(ref buffer, ref headers, hop);
    }

    private XdpVerdict Out(ref PacketBuffer buffer, ref PacketHeaders headers, int slot, uint now)
    {
        ref ConnectionSlot entry = ref _table[slot];
        if ((entry.Flags & SlotFlags.Punt) != 0 || headers.TimeToLive <= 1
            || (entry.Protocol == Protocol.Sctp && (entry.Flags & SlotFlags.Ports) != 0)
            || _network.Find(entry.Client, out NextHop hop) != NextHopState.Resolved || headers.TotalLength > hop.Mtu)
            return XdpVerdict.Up;
        Account(slot, headers, true, now);
        Assert.True(Rewriter.DecrementTimeToLive(buffer.Frame, ref headers));
        Assert.True(Rewriter.TranslateSource(
            buffer.Frame, ref headers, entry.Virtual, Swap(entry.VirtualPortRaw), entry.OutNetworkDelta, entry.OutTransportDelta));
        return Send(ref buffer, ref headers, hop);
    }

    private XdpVerdict Send(ref PacketBuffer buffer, ref PacketHeaders headers, in NextHop hop)
    {
        Assert.True(LinkLayer.TryWrite(ref buffer, ref headers, hop));
        _network.Transmit(buffer.Frame, hop.InterfaceIndex);
        return XdpVerdict.Sent;
    }

    private void Account(int slot, in PacketHeaders headers, bool fromServer, uint now)
    {
        ref ConnectionSlot entry = ref _table[slot];
        bool tell = ConnectionStepper.Step(ref entry, _tables.Profiles, headers, fromServer);
        const int Cpu = TableMemory.Cpus - 1;
        CounterSlot* counters = _tables.Counters + (Cpu * TableMemory.Servers) + entry.ServerId;
        if (fromServer)
        {
            (entry.OutSeen, entry.OutPackets, entry.OutBytes) =
                (now, entry.OutPackets + 1, entry.OutBytes + (ulong)headers.TotalLength);
            counters->CountOut(headers.TotalLength);
        }
        else
        {
            (entry.InSeen, entry.InPackets, entry.InBytes) = (now, entry.InPackets + 1, entry.InBytes + (ulong)headers.TotalLength);
            counters->CountIn(headers.TotalLength);
        }

        if (tell)
            _director.ApplyEvent((uint)slot, entry.Generation);
    }
}
