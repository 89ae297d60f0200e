using System.Buffers.Binary;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>Generic Routing Encapsulation (RFC 2784) with no more than a checksum.</summary>
internal static class GreHeader
{
    private const ushort ChecksumPresent = 0x8000;

    /// <summary>Writes the header in front of its payload.</summary>
    /// <param name="packet">From the GRE header to the end of the packet.</param>
    /// <param name="inner">What the payload is.</param>
    /// <param name="withChecksum">Computes the checksum over header and payload.</param>
    public static void Write(Span<byte> packet, InetFamily inner, bool withChecksum)
    {
        BinaryPrimitives.WriteUInt16BigEndian(packet, withChecksum ? ChecksumPresent : (ushort)0);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], inner == InetFamily.V4 ? EtherType.IPv4 : EtherType.IPv6);
        if (!withChecksum)
            return;
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], 0);
        Checksum.Write(packet[4..], (ushort)~Checksum.Sum(packet));
    }

    /// <summary>Reads a header of version 0 without routing.</summary>
    /// <returns>The header's length, 0 when it is something else or cut off.</returns>
    public static int Read(ReadOnlySpan<byte> header, out ushort etherType)
    {
        etherType = 0;
        if (header.Length < 4)
            return 0;
        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(header);
        if ((flags & 0x4fff) != 0)
            return 0;
        etherType = BinaryPrimitives.ReadUInt16BigEndian(header[2..]);
        int options = ((flags >> 15) & 1) + ((flags >> 13) & 1) + ((flags >> 12) & 1);
        return 4 + (4 * options);
    }
}
