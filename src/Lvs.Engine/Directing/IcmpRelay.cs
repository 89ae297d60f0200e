using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Directing;

/// <summary>ICMP errors about connections: translated, and delivered to the side they concern (ip_vs_in_icmp,
/// ip_vs_out_icmp).</summary>
internal sealed class IcmpRelay(
    RuleBook rules, ConnectionStore connections, Admission admission, PacketForwarder forwarder, FrameOutput output,
    IcmpAnswers answers, ReasonCounters reasons)
{
    /// <summary>schedule_icmp: an error about an unknown connection of a service makes it known.</summary>
    public bool Schedules { get; set; }

    /// <summary>Deals with an error.</summary>
    /// <returns>False when it is about nothing of ours.</returns>
    public bool TryHandle(ref PacketBuffer buffer, ref PacketHeaders headers, in Arrival arrival)
    {
        if (!Packet.TryParseQuoted(buffer.Frame, headers, out QuotedPacket quoted))
            return false;
        int slot = 0;
        bool reply = false;
        bool once = false;
        if (quoted.HasPorts)
            slot = connections.FindTurned(quoted, out reply);
        if (slot == 0 && TryTunnel(buffer.Frame, headers, quoted, arrival.Now))
            return true;
        if (slot == 0 && Schedules && quoted.HasPorts)
        {
            switch (Schedule(quoted, arrival.Now, out slot, out once))
            {
                case Verdict.Pass:
                    return false;
                case Verdict.Refuse or Verdict.Drop:
                    return true;
            }
        }

        if (slot == 0)
            return false;
        bool handled = HandOn(ref buffer, ref headers, ref quoted, slot, reply, arrival);
        if (once)
            connections.Expire(slot, arrival.Now);
        return handled;
    }

    private bool HandOn(
        ref PacketBuffer buffer, ref PacketHeaders headers, ref QuotedPacket quoted, int slot, bool reply, in Arrival arrival)
    {
        ref ConnectionSlot entry = ref connections[slot];
        switch (entry.Method)
        {
            case ForwardingMethod.Masquerade:
                Translate(ref buffer, ref headers, ref quoted, ref entry, reply);
                return true;
            case ForwardingMethod.Local:
                return false;
            default:
                forwarder.ErrorToServer(ref buffer, ref headers, slot, arrival);
                return true;
        }
    }

    private void Translate(
        ref PacketBuffer buffer, ref PacketHeaders headers, ref QuotedPacket quoted, ref ConnectionSlot entry, bool reply)
    {
        int size = headers.TotalLength;
        bool translated = reply
            ? IcmpTranslator.ToClient(buffer.Frame, ref headers, ref quoted, entry.Virtual, entry.VirtualPort)
            : IcmpTranslator.ToServer(buffer.Frame, ref headers, ref quoted, entry.Server, entry.ServerPort);
        if (!translated || !Rewriter.DecrementTimeToLive(buffer.Frame, ref headers))
        {
            reasons.Count(DirectorReason.DropRewrite);
            return;
        }

        // An error does not keep a connection alive.
        if (reply)
            forwarder.CountOut(ref entry, size, null);
        else
            forwarder.CountIn(ref entry, size, null);
        output.Route(ref buffer, ref headers);
    }

    /// <summary>An error from within a tunnel, about our own outer packet: told on to the client, with the room that is left.</summary>
    private bool TryTunnel(ReadOnlySpan<byte> frame, in PacketHeaders headers, in QuotedPacket outer, uint now)
    {
        foreach (TunnelType type in (ReadOnlySpan<TunnelType>)[TunnelType.IpIp, TunnelType.Gue, TunnelType.Gre])
        {
            TunnelOptions options = new(type, outer.DestinationPort, TunnelChecksum.None);
            if (!QuotedTunnel.TryParse(frame, outer, options, out QuotedPacket inner) || !inner.HasPorts)
                continue;
            int slot = connections.FindSent(inner);
            if (slot == 0 || connections[slot].Method != ForwardingMethod.Tunnel)
                continue;
            ref ConnectionSlot entry = ref connections[slot];
            TunnelOptions own = rules.FindServer((int)entry.ServerId)?.Settings.Tunnel ?? options;
            int mtu = TunnelMtu.Relayed(IcmpErrors.ReportedMtu(frame, headers), outer.Family, own);
            answers.Relay(frame, headers, inner, mtu, now);
            forwarder.CountOut(ref entry, headers.TotalLength, null);
            return true;
        }

        return false;
    }

    private Verdict Schedule(in QuotedPacket quoted, uint now, out int slot, out bool once)
    {
        Flow flow = Flow.Of(quoted);
        slot = 0;
        once = false;
        Verdict verdict = admission.Assign(flow, default, now, out Assignment assignment);
        if (verdict != Verdict.Assigned)
            return verdict;
        once = assignment.IsForOnePacket(flow);
        slot = connections.Create(flow, assignment, now);
        if (slot != 0)
        {
            connections.Changed(slot);
            return Verdict.Assigned;
        }

        reasons.Count(DirectorReason.DropTableFull);
        return Verdict.Drop;
    }
}
