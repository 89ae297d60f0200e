using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Directing;

/// <summary>Forwards packets whose connection is known, in either direction: what the XDP program does for all that it can
/// take.</summary>
internal sealed unsafe class PacketForwarder(
    SharedTables tables, RuleBook rules, INextHops nextHops, ConnectionStore connections, FrameOutput output, IcmpAnswers answers,
    ReasonCounters reasons)
{
    /// <summary>pmtu_disc: a tunnel refuses what does not fit, rather than cut it up.</summary>
    public bool DiscoversPathMtu { get; set; } = true;

    /// <summary>A client's packet, to its real server.</summary>
    public void ToServer(ref PacketBuffer buffer, ref PacketHeaders headers, int slot, in Arrival arrival)
    {
        ref ConnectionSlot entry = ref connections[slot];

        // As in IPVS the state comes before the way: what waits for a server that does not answer is a connection to it all the
        // same, with its state's timeout, which keeps wlc and its like from sending everybody there.
        connections.Stepped(slot, connections.Step(slot, headers, false));
        if (!output.TryFindHop(entry.Server, entry.Method, buffer.Frame, arrival, out NextHop hop))
            return;
        Route route = RouteOf(entry, hop);
        CountIn(ref entry, headers.TotalLength, arrival.Now);
        Forward(ref buffer, ref headers, route, arrival);
    }

    /// <summary>A datagram of a service that schedules each by itself: there is no connection.</summary>
    public void Once(ref PacketBuffer buffer, ref PacketHeaders headers, in Assignment assignment, in Arrival arrival)
    {
        RealServer server = assignment.Server;
        if (!output.TryFindHop(server.Key.Address, assignment.Method, buffer.Frame, arrival, out NextHop hop))
            return;
        ServerSlot* counters = tables.Servers + server.Id;
        ulong hash = TupleHash.Of(
            tables.Settings->HashSeed, headers.Source, headers.Destination, BinaryPrimitives.ReverseEndianness(headers.SourcePort),
            BinaryPrimitives.ReverseEndianness(headers.DestinationPort), headers.Protocol);
        Route route = new(
            assignment.Method, server.Key.Address, assignment.Port, server.Settings.Tunnel, hop, hash, counters->Connections++);
        counters->Director.CountIn(headers.TotalLength);
        Forward(ref buffer, ref headers, route, arrival);
    }

    /// <summary>An ICMP error about what a server of direct routing or tunnelling answered: it goes to that server, which holds the
    /// virtual address that it is for.</summary>
    public void ErrorToServer(ref PacketBuffer buffer, ref PacketHeaders headers, int slot, in Arrival arrival)
    {
        ref ConnectionSlot entry = ref connections[slot];
        if (!output.TryFindHop(entry.Server, entry.Method, buffer.Frame, arrival, out NextHop hop))
            return;
        Route route = RouteOf(entry, hop);
        CountIn(ref entry, headers.TotalLength, null);
        Forward(ref buffer, ref headers, route, arrival);
    }

    /// <summary>A masqueraded real server's packet, to its client.</summary>
    public void FromServer(ref PacketBuffer buffer, ref PacketHeaders headers, int slot, in Arrival arrival)
    {
        ref ConnectionSlot entry = ref connections[slot];
        if (!output.TryFindHop(entry.Client, ForwardingMethod.Masquerade, buffer.Frame, arrival, out NextHop hop))
            return;

        // Here the host's forwarding comes first, which looks at time to live and size, and quotes the packet as it came.
        InetAddress own = nextHops.AddressOf(arrival.Interface, headers.Family);
        if (headers.TimeToLive <= 1)
        {
            answers.Send(
                buffer.Frame, headers, IcmpErrorKind.TimeExceeded, 0, own, DirectorReason.RefuseTimeExceeded, arrival.Now);
            return;
        }

        if (FrameOutput.IsTooBig(headers, hop.Mtu, arrival.LargestFragment))
        {
            answers.Send(
                buffer.Frame, headers, IcmpErrorKind.PacketTooBig, hop.Mtu, own, DirectorReason.RefuseTooBig, arrival.Now);
            return;
        }

        bool changed = connections.Step(slot, headers, true);
        CountOut(ref entry, headers.TotalLength, arrival.Now);
        connections.Stepped(slot, changed);
        if (Rewriter.DecrementTimeToLive(buffer.Frame, ref headers)
            && Rewriter.TranslateSource(buffer.Frame, ref headers, entry.Virtual, entry.VirtualPort))
            output.Send(ref buffer, ref headers, hop, arrival.LargestFragment);
        else
            reasons.Count(DirectorReason.DropRewrite);
    }

    /// <summary>Counts a packet from a client; without a time when it leaves the connection's clock alone.</summary>
    public void CountIn(ref ConnectionSlot entry, int bytes, uint? now)
    {
        entry.InPackets++;
        entry.InBytes += (ulong)bytes;
        entry.InSeen = now ?? entry.InSeen;
        tables.Servers[entry.ServerId].Director.CountIn(bytes);
    }

    /// <summary>Counts a packet from a real server; without a time when it leaves the connection's clock alone.</summary>
    public void CountOut(ref ConnectionSlot entry, int bytes, uint? now)
    {
        // Before the first packet that way there is no time; what is counted without one must not make one up.
        entry.OutSeen = now ?? (entry.OutPackets == 0 ? entry.InSeen : entry.OutSeen);
        entry.OutPackets++;
        entry.OutBytes += (ulong)bytes;
        tables.Servers[entry.ServerId].Director.CountOut(bytes);
    }

    private Route RouteOf(in ConnectionSlot entry, in NextHop hop)
    {
        ushort port = entry.ServerPort;
        return entry.Method == ForwardingMethod.Tunnel
            ? new Route(
                entry.Method, entry.Server, port, rules.FindServer((int)entry.ServerId)!.Settings.Tunnel, hop,
                connections.HashOf(entry), entry.InPackets)
            : new Route(entry.Method, entry.Server, port, default, hop, 0, 0);
    }

    private void Forward(ref PacketBuffer buffer, ref PacketHeaders headers, in Route route, in Arrival arrival)
    {
        if (route.Method == ForwardingMethod.Local)
        {
            output.Deliver(buffer.Frame, headers, arrival);
            return;
        }

        InetAddress virtualAddress = headers.Destination;
        if (!Rewriter.DecrementTimeToLive(buffer.Frame, ref headers))
        {
            answers.Send(
                buffer.Frame, headers, IcmpErrorKind.TimeExceeded, 0, virtualAddress, DirectorReason.RefuseTimeExceeded, arrival.Now);
            return;
        }

        bool isTunnel = route.Method == ForwardingMethod.Tunnel;
        int room = isTunnel ? TunnelMtu.Inner(route.Hop.Mtu, route.Address.Family, route.Tunnel) : route.Hop.Mtu;

        // What came in fragments is as big as the largest of them, which is all that its sender could make smaller; only IPv4's tunnels
        // ask for the whole (ensure_mtu_is_adequate).
        int known = isTunnel && headers.Family == InetFamily.V4 ? 0 : arrival.LargestFragment;
        if ((!isTunnel || DiscoversPathMtu) && FrameOutput.IsTooBig(headers, room, known))
        {
            answers.Send(
                buffer.Frame, headers, IcmpErrorKind.PacketTooBig, room, virtualAddress, DirectorReason.RefuseTooBig, arrival.Now);
            return;
        }

        bool done = route.Method switch
        {
            ForwardingMethod.Masquerade =>
                Rewriter.TranslateDestination(buffer.Frame, ref headers, route.Address, route.Port),
            ForwardingMethod.Tunnel => Encapsulator.TryEncapsulate(
                ref buffer, ref headers, new Tunnel(route.Hop.LocalAddress, route.Address, route.Tunnel, DiscoversPathMtu),
                (ushort)((route.Hash >> 32) + route.Sequence), route.Hash),
            _ => true,
        };

        // A tunnel puts whole packets in and cuts up the outer one; elsewhere what came in fragments goes on in fragments.
        if (done)
            output.Send(ref buffer, ref headers, route.Hop, isTunnel ? 0 : arrival.LargestFragment);
        else
            reasons.Count(DirectorReason.DropRewrite);
    }

    /// <summary>How a packet goes on.</summary>
    /// <param name="Method">The method.</param>
    /// <param name="Address">The real server.</param>
    /// <param name="Port">Its port, in host order.</param>
    /// <param name="Tunnel">The encapsulation.</param>
    /// <param name="Hop">The way there.</param>
    /// <param name="Hash">Of the tuple: what a tunnel's source port and identification are drawn from; elsewhere not needed.</param>
    /// <param name="Sequence">How many packets went before.</param>
    private readonly record struct Route(
        ForwardingMethod Method, InetAddress Address, ushort Port, TunnelOptions Tunnel, NextHop Hop, ulong Hash, ulong Sequence);
}
