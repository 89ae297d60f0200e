using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Directing;

/// <summary>What is done when the table gets full.</summary>
internal sealed unsafe partial class ConnectionStore
{
    /// <summary>How many entries are looked at for one to be ended.</summary>
    private const int MostLooks = 1024;

    /// <summary>How many of them before one that is over is good enough: each is a line of memory, and every new connection into a full
    /// table waits for them. Those left half-open are due early and so stand in front.</summary>
    private const int EnoughLooks = 64;

    /// <summary>After this long without a packet a half-open connection is taken for one that nobody will complete: a client sends
    /// its SYN again after one second, and after two more.</summary>
    private static readonly uint _handshake = Ticks.FromSeconds(3);

    private int TakeSlot(uint now)
    {
        if (_table.Available <= _table.Reserve)
            MakeRoom(now);
        return _table.Take(now);
    }

    /// <summary>Ends one entry: of the first to come due, a connection that was left half-open, else one that is closing or closed,
    /// else one that is just being opened. Established connections, datagrams and templates stay, and new ones are refused.</summary>
    private void MakeRoom(uint now)
    {
        // Where a walk found nothing, those of the same moment would find nothing either, at the same cost.
        if (now == _fruitlessAt)
            return;
        int over = 0;
        int opening = 0;
        int left = 0;
        DueOrder order = _timers.InOrder();
        for (int looks = 0; left == 0 && looks < (over == 0 ? MostLooks : EnoughLooks) && order.TryNext(out int slot); looks++)
        {
            ref ConnectionSlot entry = ref _table[slot];
            bool half = IsHalfOpen(entry);
            if (half && IsLeft(entry, now))
                left = slot;
            else if (half && opening == 0)
                opening = slot;
            else if (over == 0 && IsOver(entry))
                over = slot;
        }

        int victim = left != 0 ? left : over != 0 ? over : opening;
        if (victim == 0)
        {
            _fruitlessAt = now;
            return;
        }

        // The walk took microseconds, in which the XDP program may have seen the client open the connection anew, or go on with it.
        ref ConnectionSlot chosen = ref _table[victim];
        bool stands = victim == over ? IsOver(chosen) : IsHalfOpen(chosen) && (victim == opening || IsLeft(chosen, now));
        if (!stands)
            return;
        _reasons.Count(DirectorReason.EvictEntry);
        Drop(victim, now);
    }

    /// <summary>Of a half-open connection: nobody has completed it for long.</summary>
    private static bool IsLeft(in ConnectionSlot entry, uint now) => Ticks.Since(now, entry.LastSeen) > (int)_handshake;

    private static bool IsHalfOpen(in ConnectionSlot entry) => entry.Kind == SlotKind.Connection && entry.Protocol switch
    {
        Protocol.Tcp => (TcpState)entry.State is TcpState.SynReceived or TcpState.SynAck,
        Protocol.Sctp => (SctpState)entry.State is SctpState.Init1 or SctpState.Init,
        _ => false,
    };

    private static bool IsOver(in ConnectionSlot entry) => entry.Kind == SlotKind.Connection && entry.Protocol switch
    {
        Protocol.Tcp => (TcpState)entry.State
            is TcpState.None or TcpState.Close or TcpState.TimeWait or TcpState.FinWait or TcpState.LastAck or TcpState.CloseWait,
        Protocol.Sctp => (SctpState)entry.State is SctpState.None or SctpState.Rejected or SctpState.Closed,
        _ => false,
    };
}
