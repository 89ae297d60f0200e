using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Connections;

/// <summary>Steps a connection's state for one packet; the reference for what state.h does in the XDP program.</summary>
internal static unsafe class ConnectionStepper
{
    private static ReadOnlySpan<byte> SctpEvents => [0, 1, 2, 0, 0, 0, 9, 5, 6, 8, 3, 4, 0, 0, 7];

    /// <summary>Steps the state and sets the timeout that goes with it.</summary>
    /// <param name="slot">The connection.</param>
    /// <param name="profiles">The profiles.</param>
    /// <param name="headers">The packet.</param>
    /// <param name="fromServer">True when it comes from the real server.</param>
    public static void Step(ref ConnectionSlot slot, ProfileSlot* profiles, in PacketHeaders headers, bool fromServer)
    {
        ProfileSlot* profile = profiles + slot.Profile;
        uint word = slot.StateWord;
        if (slot.Protocol == Protocol.Udp)
        {
            slot.Timeout = profile->UdpTimeout;
            return;
        }

        while (true)
        {
            uint next = Next(slot.Protocol, profile, headers, word, fromServer);
            uint seen = Interlocked.CompareExchange(ref slot.StateWord, next, word);
            if (seen == word)
            {
                slot.Timeout = slot.Protocol == Protocol.Tcp
                    ? profile->TcpTimeout[next & 15]
                    : profile->SctpTimeout[next & 15];
                return;
            }

            word = seen;
        }
    }

    /// <summary>True when the state counts as an active connection.</summary>
    public static bool IsActive(in ConnectionSlot slot, ProfileSlot* profiles) => slot.Protocol switch
    {
        Protocol.Tcp => (profiles[slot.Profile].TcpActive >> slot.State & 1) != 0,
        Protocol.Sctp => (profiles[slot.Profile].SctpActive >> slot.State & 1) != 0,
        _ => false,
    };

    private static uint Next(Protocol protocol, ProfileSlot* profile, in PacketHeaders headers, uint word, bool fromServer)
    {
        uint flags = word & ConnectionSlot.NoOutput;
        int side = fromServer ? 1 : flags != 0 ? 2 : 0;
        if (fromServer)
            flags = 0;
        uint state = word & 15;
        if (protocol == Protocol.Sctp)
        {
            int sctp = headers.SctpChunk < SctpEvents.Length ? SctpEvents[headers.SctpChunk] : 0;
            return flags | profile->SctpNext[(((side * 16) + sctp) * ProfileSlot.States) + state];
        }

        int line = (headers.TcpFlags & TcpFlags.Rst) != 0 ? 3
            : (headers.TcpFlags & TcpFlags.Syn) != 0 ? 0
            : (headers.TcpFlags & TcpFlags.Fin) != 0 ? 1
            : (headers.TcpFlags & TcpFlags.Ack) != 0 ? 2 : -1;
        uint next = line < 0
            ? (uint)TcpState.Close
            : profile->TcpNext[(((side * 4) + line) * ProfileSlot.States) + state];
        return flags | next;
    }
}
