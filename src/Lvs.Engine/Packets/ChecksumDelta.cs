using System.Runtime.CompilerServices;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>The deltas by which a rewrite changes checksums, computed once a connection; <see cref="Checksum"/> defines them.</summary>
public static class ChecksumDelta
{
    /// <summary>What one hop does to an IPv4 header's sum: the word of TTL and protocol becomes one TTL less. Added to the
    /// address's delta; 0xfffe in memory order on a little-endian machine.</summary>
    public static ushort TimeToLive => BitConverter.IsLittleEndian ? (ushort)0xfffe : (ushort)0xfeff;

    /// <summary>What replacing an address does to a sum that covers it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Address(in InetAddress from, in InetAddress to) =>
        Checksum.Add((ushort)~Checksum.SumOf(from), Checksum.SumOf(to));

    /// <summary>What replacing a 16-bit field does to a sum that covers it.</summary>
    /// <param name="from">The old value, in host order.</param>
    /// <param name="to">The new value, in host order.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Word(ushort from, ushort to) =>
        Checksum.Add((ushort)~Checksum.Swap(from), Checksum.Swap(to));

    /// <summary>The change of the IP header's own checksum: <c>in_l3_delta</c>, <c>out_l3_delta</c>. 0 for IPv6, which has none.
    /// The TTL is not in it.</summary>
    public static ushort Network(in InetAddress from, in InetAddress to) => from.IsV4 ? Address(from, to) : (ushort)0;

    /// <summary>The change of the TCP or UDP checksum: <c>in_l4_delta</c>, <c>out_l4_delta</c>. SCTP's covers no addresses and is
    /// no sum.</summary>
    /// <param name="from">The address that is replaced.</param>
    /// <param name="fromPort">The port that is replaced, in host order.</param>
    /// <param name="to">The new address.</param>
    /// <param name="toPort">The new port, in host order.</param>
    public static ushort Transport(in InetAddress from, ushort fromPort, in InetAddress to, ushort toPort) =>
        Checksum.Add(Address(from, to), Word(fromPort, toPort));
}
