using Lvs.Engine.Tables;

namespace Lvs.Engine;

/// <summary>Counters as <c>ipvsadm --stats</c> shows them; bytes from the IP header on.</summary>
/// <param name="Connections">Connections scheduled.</param>
/// <param name="InPackets">Packets from clients.</param>
/// <param name="OutPackets">Packets from servers.</param>
/// <param name="InBytes">Bytes from clients.</param>
/// <param name="OutBytes">Bytes from servers.</param>
public readonly record struct Traffic(ulong Connections, ulong InPackets, ulong OutPackets, ulong InBytes, ulong OutBytes)
{
    internal static Traffic From(in LedgerSlot sum) => new(
        sum.Connections, sum.Traffic.InPackets, sum.Traffic.OutPackets, sum.Traffic.InBytes, sum.Traffic.OutBytes);
}
