using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Directing;

/// <summary>What is done when the table gets full.</summary>
internal sealed unsafe partial class ConnectionStore
{
    /// <summary>How many entries are looked at for one to be ended.</summary>
    private const int MostLooks = 1024;

    private int TakeSlot(uint now)
    {
        if (_table.Available <= _table.Reserve)
            MakeRoom(now);
        return _table.Take(now);
    }

    /// <summary>Ends one entry: the first to come due of the half-open ones, else of those that are closing or closed. Established
    /// connections, datagrams and templates stay, and new ones are refused.</summary>
    private void MakeRoom(uint now)
    {
        // Where a walk found nothing, those of the same moment would find nothing either, at the same cost.
        if (now == _fruitlessAt)
            return;
        int victim = 0;
        int looks = MostLooks;
        DueOrder order = _timers.InOrder();
        while (looks-- > 0 && order.TryNext(out int slot))
        {
            if (IsHalfOpen(_table[slot]))
            {
                victim = slot;
                break;
            }

            if (victim == 0 && IsOver(_table[slot]))
                victim = slot;
        }

        if (victim == 0)
        {
            _fruitlessAt = now;
            return;
        }

        _reasons.Count(DirectorReason.EvictEntry);
        Drop(victim, now);
    }

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
