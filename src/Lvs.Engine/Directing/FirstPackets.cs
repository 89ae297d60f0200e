using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Directing;

/// <summary>Packets that open a connection, or would be the first of one (ip_vs_in up to the scheduling).</summary>
internal sealed class FirstPackets(
    RuleBook rules, RuleObserver observer, INextHops nextHops, Admission admission, ConnectionStore connections,
    PacketForwarder forwarder, FrameOutput output, IcmpAnswers answers, ReasonCounters reasons)
{
    private const int ReuseFinWait = 2;

    /// <summary>The settings in force.</summary>
    public DirectorSettings Settings { get; set; } = new();

    /// <summary>True when a client's packet finds its connection over: it begins a new one in its place, or its real server is gone
    /// and will not be waited for.</summary>
    public bool IsOver(in ConnectionSlot entry, in PacketHeaders headers)
    {
        RealServer? server = rules.FindServer((int)entry.ServerId);
        if (server is null)
            return true;
        if (Settings.ExpireNodestConn && !server.IsAvailable)
            return true;
        if (!Begins(headers))
            return false;
        if (Settings.ExpireNodestConn && server.Weight == 0)
            return true;
        return Settings.ConnReuseMode != 0 && (entry.Flags & SlotFlags.Controlled) == 0 && IsReusable(entry);
    }

    /// <summary>Schedules a packet.</summary>
    /// <param name="buffer">The packet.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="former">The connection that is over, 0 for none. IPVS counts it until it has chosen.</param>
    /// <param name="arrival">How it came in.</param>
    public void Schedule(ref PacketBuffer buffer, ref PacketHeaders headers, int former, in Arrival arrival)
    {
        Flow flow = Flow.Of(headers);
        Assignment assignment = default;
        Verdict verdict = Opens(headers)
            ? admission.Assign(flow, Message(buffer.Frame, headers), arrival.Now, out assignment)
            : Verdict.Pass;
        if (former != 0)
            connections.Expire(former, arrival.Now);
        switch (verdict)
        {
            case Verdict.Assigned:
                Enter(ref buffer, ref headers, flow, assignment, arrival);
                break;
            case Verdict.Pass:
                Pass(buffer.Frame, headers, arrival);
                break;
            case Verdict.Refuse:
                answers.Send(
                    buffer.Frame, headers, IcmpErrorKind.PortUnreachable, 0, headers.Destination, DirectorReason.RefuseNoServer,
                    arrival.Now);
                break;
        }
    }

    private static bool Begins(in PacketHeaders headers) => (Protocol)headers.Protocol switch
    {
        Protocol.Tcp => (headers.TcpFlags & TcpFlags.Syn) != 0,
        Protocol.Sctp => headers.SctpChunk == SctpChunk.Init,
        _ => false,
    };

    private static ReadOnlySpan<byte> Message(ReadOnlySpan<byte> frame, in PacketHeaders headers) =>
        frame[(headers.TransportOffset + headers.TransportHeaderLength)..headers.End];

    private bool IsReusable(in ConnectionSlot entry)
    {
        if (entry.Protocol == Protocol.Sctp)
            return (SctpState)entry.State == SctpState.Closed;
        return (TcpState)entry.State switch
        {
            // Either bit lets these go, as in ip_vs_core.c, whatever the documentation says of bit 2.
            TcpState.TimeWait or TcpState.Close => true,
            TcpState.FinWait =>
                (Settings.ConnReuseMode & ReuseFinWait) != 0 && (entry.StateWord & ConnectionSlot.NoOutput) != 0,
            _ => false,
        };
    }

    private bool Opens(in PacketHeaders headers) => (Protocol)headers.Protocol switch
    {
        Protocol.Tcp => (headers.TcpFlags & TcpFlags.Rst) == 0
            && (Settings.SloppyTcp || (headers.TcpFlags & TcpFlags.Syn) != 0),
        Protocol.Sctp => headers.SctpChunk != SctpChunk.Abort
            && (Settings.SloppySctp || headers.SctpChunk == SctpChunk.Init),
        _ => true,
    };

    private void Enter(
        ref PacketBuffer buffer, ref PacketHeaders headers, in Flow flow, in Assignment assignment, in Arrival arrival)
    {
        if (assignment.IsForOnePacket(flow))
        {
            forwarder.Once(ref buffer, ref headers, assignment, arrival);
            return;
        }

        int slot = connections.Create(flow, assignment, arrival.Now);
        if (slot == 0)
        {
            reasons.Count(DirectorReason.DropTableFull);
            return;
        }

        forwarder.ToServer(ref buffer, ref headers, slot, arrival);
    }

    /// <summary>Not for a service. A masqueraded server that talks without a connection may be told so.</summary>
    private void Pass(ReadOnlySpan<byte> frame, in PacketHeaders headers, in Arrival arrival)
    {
        bool resets = (headers.TcpFlags & TcpFlags.Rst) != 0
            || ((Protocol)headers.Protocol == Protocol.Sctp && headers.SctpChunk == SctpChunk.Abort);
        if (!Settings.NatIcmpSend || resets
            || !observer.HasRealServer(headers.Source, headers.SourcePort, (Protocol)headers.Protocol))
        {
            output.Deliver(frame, headers, arrival);
            return;
        }

        answers.Send(
            frame, headers, IcmpErrorKind.PortUnreachable, 0, nextHops.AddressOf(arrival.Interface, headers.Family),
            DirectorReason.RefuseNoConnection, arrival.Now);
    }
}
