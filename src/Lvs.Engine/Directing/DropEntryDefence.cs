using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Directing;

/// <summary>drop_entry (ip_vs_random_dropentry): each second a part of the table, picked at random, is looked through for half-open
/// connections, which end at once, and for long idle ones that have hardly been used, some of which do. Nobody can foretell from
/// the last look when the next one comes by.</summary>
internal sealed class DropEntryDefence(ConnectionStore connections, IRandom random, ReasonCounters reasons)
{
    private const int Share = 32;

    /// <summary>Neighbours looked at together, as the kernel looks at all in a bucket: single ones would each wait for memory.</summary>
    private const int Group = 8;

    private const int MostPackets = 8;
    private static readonly int _idle = (int)Ticks.FromSeconds(60);

    /// <summary>By the packets of a connection: how many more of its kind are spared. One in as many is dropped as it had
    /// packets; who had none is never.</summary>
    private readonly int[] _spared = new int[MostPackets + 1];

    /// <summary>Looks through another part.</summary>
    public void Scan(uint now)
    {
        int groups = (connections.Capacity + Group - 1) / Group;
        for (int looks = Math.Max(1, groups / Share); looks > 0; looks--)
        {
            int first = 1 + ((int)((ulong)random.NextUInt32() * (uint)groups >> 32) * Group);
            int last = Math.Min(first + Group - 1, connections.Capacity);
            for (int slot = first; slot <= last; slot++)
            {
                if (!IsDropped(connections[slot], now))
                    continue;
                reasons.Count(DirectorReason.DropEntryDefence);
                connections.Drop(slot, now);
            }
        }
    }

    private bool IsDropped(in ConnectionSlot entry, uint now)
    {
        if (entry.Kind == SlotKind.Template)
            return entry.Children == 0 && entry.StateWord != ConnectionSlot.Assured;
        if (entry.Kind != SlotKind.Connection)
            return false;
        return entry.Protocol switch
        {
            Protocol.Tcp => (TcpState)entry.State switch
            {
                TcpState.SynReceived or TcpState.SynAck => true,
                TcpState.Established => IsIdle(entry, now),
                _ => false,
            },
            Protocol.Sctp => (SctpState)entry.State switch
            {
                SctpState.Init1 or SctpState.Init => true,
                SctpState.Established => IsIdle(entry, now),
                _ => false,
            },
            _ => IsIdle(entry, now),
        };
    }

    /// <summary>todrop_entry.</summary>
    private bool IsIdle(in ConnectionSlot entry, uint now)
    {
        if (Ticks.Since(now, entry.LastSeen) < _idle || entry.InPackets is 0 or > MostPackets)
            return false;
        ref int spared = ref _spared[entry.InPackets];
        if (--spared > 0)
            return false;
        spared = (int)entry.InPackets;
        return true;
    }
}
