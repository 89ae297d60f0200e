using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Lvs.Engine.Packets;

/// <summary>
/// SCTP's CRC-32C (RFC 9260 section 6.8, polynomial 0x1EDC6F41 reflected), by the processor's own instruction where it has
/// one: the base library chooses between SSE 4.2, ARM's CRC32 and tables.
/// </summary>
public static class SctpChecksum
{
    /// <summary>Where the checksum stands in the common header.</summary>
    public const int FieldOffset = 8;

    /// <summary>The CRC of a whole SCTP packet, its checksum field taken as zero.</summary>
    /// <param name="packet">From the common header to the end of the IP packet; at least 12 bytes.</param>
    /// <returns>The value whose bytes go into the packet little end first.</returns>
    public static uint Compute(ReadOnlySpan<byte> packet)
    {
        uint crc = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt64LittleEndian(packet));
        crc = BitOperations.Crc32C(crc, 0u);
        return ~Continue(crc, packet[12..]);
    }

    /// <summary>Computes and writes the checksum.</summary>
    /// <param name="packet">From the common header to the end of the IP packet; at least 12 bytes.</param>
    public static void Write(Span<byte> packet) =>
        BinaryPrimitives.WriteUInt32LittleEndian(packet[FieldOffset..], Compute(packet));

    /// <summary>True when the checksum is right.</summary>
    /// <param name="packet">From the common header to the end of the IP packet; at least 12 bytes.</param>
    public static bool IsValid(ReadOnlySpan<byte> packet) =>
        BinaryPrimitives.ReadUInt32LittleEndian(packet[FieldOffset..]) == Compute(packet);

    private static uint Continue(uint crc, ReadOnlySpan<byte> bytes)
    {
        int whole = bytes.Length & ~7;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes[..whole]))
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (byte last in bytes[whole..])
            crc = BitOperations.Crc32C(crc, last);
        return crc;
    }
}
