using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Connections;

/// <summary>Steps a connection's state for one packet; the reference for what state.h does in the XDP program.</summary>
internal static unsafe class ConnectionStepper
{
    private const int NoFlags = -1;

    /// <summary>The row of the state table for each chunk type. SACK, heartbeats and the unknown count as data.</summary>
    private static ReadOnlySpan<byte> SctpEvents => [0, 1, 2, 0, 0, 0, 9, 5, 6, 8, 3, 4, 0, 0, 7];

    /// <summary>Steps the state and sets the timeout that goes with it. To be called before the packet is counted.</summary>
    /// <param name="slot">The connection.</param>
    /// <param name="profiles">The profiles.</param>
    /// <param name="headers">The packet.</param>
    /// <param name="fromServer">True when it comes from the real server.</param>
    /// <returns>True when the director must hear of it: the connection became active or inactive, has less time left, or is the
    /// first of its template's to be answered.</returns>
    public static bool Step(ref ConnectionSlot slot, ProfileSlot* profiles, in PacketHeaders headers, bool fromServer)
    {
        ProfileSlot* profile = profiles + (fromServer ? slot.OutProfile : slot.Profile);
        if (slot.Protocol == Protocol.Udp)
        {
            if (fromServer)
                return IsControlled(slot) && slot.OutPackets == 0;
            bool shrinks = profile->UdpTimeout < slot.Timeout;
            slot.Timeout = profile->UdpTimeout;
            return shrinks;
        }

        uint word = slot.StateWord;
        uint next;
        while (true)
        {
            next = Next(slot.Protocol, profile, headers, word, fromServer);
            uint seen = Interlocked.CompareExchange(ref slot.StateWord, next, word);
            if (seen == word)
                break;
            word = seen;
        }

        return (!fromServer || next != word)
            && SetTimeout(ref slot, profile, word & ConnectionSlot.StateMask, next & ConnectionSlot.StateMask);
    }

    /// <summary>True when the state counts as an active connection.</summary>
    public static bool IsActive(in ConnectionSlot slot, ProfileSlot* profiles) =>
        slot.Protocol != Protocol.Udp && IsActive(profiles + slot.Profile, slot.Protocol, slot.State);

    /// <summary>True once the other side has taken part: what makes a template lasting (ip_vs_control_assure_ct).</summary>
    public static bool IsAnswered(in ConnectionSlot slot) => slot.Protocol switch
    {
        Protocol.Tcp => (TcpState)slot.State == TcpState.Established,
        Protocol.Sctp => (SctpState)slot.State == SctpState.Established,
        _ => slot.OutPackets > 0,
    };

    private static bool IsControlled(in ConnectionSlot slot) => (slot.Flags & SlotFlags.Controlled) != 0;

    private static bool IsActive(ProfileSlot* profile, Protocol protocol, uint state) =>
        ((protocol == Protocol.Tcp ? profile->TcpActive : profile->SctpActive) >> (int)state & 1) != 0;

    private static bool SetTimeout(ref ConnectionSlot slot, ProfileSlot* profile, uint from, uint to)
    {
        Protocol protocol = slot.Protocol;
        uint timeout = protocol == Protocol.Tcp ? profile->TcpTimeout[to] : profile->SctpTimeout[to];
        bool tell = IsActive(profile, protocol, from) != IsActive(profile, protocol, to)
            || timeout < slot.Timeout
            || (from != to && IsControlled(slot) && IsAnswered(slot));
        slot.Timeout = timeout;
        return tell;
    }

    private static uint Next(Protocol protocol, ProfileSlot* profile, in PacketHeaders headers, uint word, bool fromServer)
    {
        uint flags = word & ConnectionSlot.NoOutput;
        Side side = fromServer ? Side.Output : flags != 0 ? Side.InputOnly : Side.Input;
        if (fromServer)
            flags = 0;
        uint state = word & (ProfileSlot.States - 1);
        if (protocol == Protocol.Sctp)
        {
            int chunk = headers.SctpChunk < SctpEvents.Length ? SctpEvents[headers.SctpChunk] : 0;
            return flags | profile->SctpNext[ProfileSlot.SctpRow(side, chunk) + state];
        }

        int line = TcpEvent(headers.TcpFlags);
        return flags | (line == NoFlags ? (uint)TcpState.Close : profile->TcpNext[ProfileSlot.TcpRow(side, line) + state]);
    }

    // A reset counts before a SYN, that before a FIN, that before an acknowledgement.
    private static int TcpEvent(TcpFlags flags) => (flags & (TcpFlags.Rst | TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Ack)) switch
    {
        var seen when (seen & TcpFlags.Rst) != 0 => 3,
        var seen when (seen & TcpFlags.Syn) != 0 => 0,
        var seen when (seen & TcpFlags.Fin) != 0 => 1,
        var seen when (seen & TcpFlags.Ack) != 0 => 2,
        _ => NoFlags,
    };
}
