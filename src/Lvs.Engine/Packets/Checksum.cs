using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>
/// The Internet checksum (RFC 1071) and its incremental update (RFC 1624, equation 3).
/// <para>
/// Sums and checksum fields are 16-bit words <i>as loaded from memory</i>, without byte swapping: the one's-complement sum
/// does not care about byte order as long as everybody loads alike, and so the XDP program needs no swap either. A sum is
/// never complemented; a checksum field always is. Sums of anything that is not all zero are 1 to 0xffff, never 0.
/// </para>
/// <para>
/// A <b>delta</b>, as in <c>lvs_connection.in_l3_delta</c> and <c>in_l4_delta</c>, is the sum of the new words and of the
/// complements of the old ones. Applying it: <c>field' = ~fold((u16)~field + delta)</c>, where
/// <c>fold(x) = x &lt; 0x10000 ? x : fold((x &amp; 0xffff) + (x &gt;&gt; 16))</c>. Deltas add up by the same fold, in any order.
/// A UDP field of 0 (no checksum) stays 0, and one that would become 0 becomes 0xffff (RFC 768).
/// </para>
/// </summary>
public static class Checksum
{
    /// <summary>Adds up a run of bytes; an odd last byte counts as if a zero followed it.</summary>
    /// <param name="bytes">Begins at an even distance from the start of what is summed up.</param>
    /// <param name="initial">A sum to begin with.</param>
    /// <returns>The folded one's-complement sum, in memory order.</returns>
    public static ushort Sum(ReadOnlySpan<byte> bytes, ushort initial = 0)
    {
        ulong sum = initial;
        if (Vector256.IsHardwareAccelerated && bytes.Length >= 64)
            bytes = SumVectors(bytes, ref sum);
        while (bytes.Length >= 8)
        {
            ulong word = MemoryMarshal.Read<ulong>(bytes);
            sum += (uint)word + (word >> 32);
            bytes = bytes[8..];
        }

        while (bytes.Length >= 2)
        {
            sum += MemoryMarshal.Read<ushort>(bytes);
            bytes = bytes[2..];
        }

        if (!bytes.IsEmpty)
            sum += BitConverter.IsLittleEndian ? bytes[0] : (uint)(bytes[0] << 8);
        return Fold(sum);
    }

    /// <summary>Adds two sums or deltas.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Add(ushort left, ushort right)
    {
        uint sum = (uint)left + right;
        return (ushort)(sum + (sum >> 16));
    }

    /// <summary>Applies a delta to a checksum field of any protocol but UDP.</summary>
    /// <param name="field">The field, in memory order.</param>
    /// <param name="delta">The delta, in memory order.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Apply(ushort field, ushort delta) => (ushort)~Add((ushort)~field, delta);

    /// <summary>Applies a delta to a UDP checksum field: 0 stays 0, and never becomes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort ApplyUdp(ushort field, ushort delta)
    {
        if (field == 0)
            return 0;
        ushort updated = Apply(field, delta);
        return updated == 0 ? (ushort)0xffff : updated;
    }

    /// <summary>The sum of TCP's, UDP's and ICMPv6's pseudo header (RFC 793, RFC 8200 section 8.1).</summary>
    /// <param name="source">The source address.</param>
    /// <param name="destination">The destination address, of the same family.</param>
    /// <param name="protocol">The transport protocol's number.</param>
    /// <param name="length">The length of transport header and payload in bytes, at most 65535.</param>
    public static ushort PseudoHeader(in InetAddress source, in InetAddress destination, byte protocol, int length) =>
        Fold((ulong)SumOf(source) + SumOf(destination) + Swap(protocol) + Swap((ushort)length));

    /// <summary>The sum of an address's words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort SumOf(in InetAddress address) => Fold(
        (ulong)(uint)address.RawFirst + (address.RawFirst >> 32) + (uint)address.RawSecond + (address.RawSecond >> 32));

    /// <summary>Computes an IPv4 header's checksum anew.</summary>
    /// <param name="header">The header with its options, and nothing else.</param>
    public static void WriteHeader(Span<byte> header)
    {
        Write(header[10..], 0);
        Write(header[10..], (ushort)~Sum(header));
    }

    /// <summary>True when an IPv4 header's checksum is right; IPv6 has none, and is always.</summary>
    public static bool IsValidHeader(ReadOnlySpan<byte> frame, in PacketHeaders headers) =>
        headers.Family != InetFamily.V4
        || Sum(frame[headers.NetworkOffset..headers.TransportOffset]) == 0xffff;

    /// <summary>Reads a 16-bit word in memory order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ushort Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ushort>(bytes);

    /// <summary>Writes a 16-bit word in memory order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(Span<byte> bytes, ushort word) => MemoryMarshal.Write(bytes, in word);

    /// <summary>From host order to memory order of a field in network order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ushort Swap(ushort hostOrder) => BitConverter.IsLittleEndian
        ? (ushort)((hostOrder << 8) | (hostOrder >> 8))
        : hostOrder;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ushort Fold(ulong sum)
    {
        sum = (sum >> 32) + (uint)sum;
        sum = (sum >> 16) + (ushort)sum;
        sum = (sum >> 16) + (ushort)sum;
        sum = (sum >> 16) + (ushort)sum;
        return (ushort)sum;
    }

    /// <summary>Adds up whole blocks of 32 bytes; lanes hold 2^16 steps of two 16-bit words each, far more than a packet has.</summary>
    private static ReadOnlySpan<byte> SumVectors(ReadOnlySpan<byte> bytes, scoped ref ulong sum)
    {
        while (bytes.Length >= 32)
        {
            int steps = Math.Min(bytes.Length / 32, 1 << 14);
            Vector256<uint> lanes = Vector256<uint>.Zero;
            for (int i = 0; i < steps; i++)
            {
                Vector256<uint> words = MemoryMarshal.Read<Vector256<uint>>(bytes[(i * 32)..]);
                lanes += (words & Vector256.Create(0xffffu)) + Vector256.ShiftRightLogical(words, 16);
            }

            for (int lane = 0; lane < 8; lane++)
                sum += lanes[lane];
            bytes = bytes[(steps * 32)..];
        }

        return bytes;
    }
}
