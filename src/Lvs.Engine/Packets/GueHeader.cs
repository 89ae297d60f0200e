using System.Buffers.Binary;

namespace Lvs.Engine.Packets;

/// <summary>Generic UDP Encapsulation, version 0 (draft-ietf-intarea-gue), as Linux writes and reads it.</summary>
internal static class GueHeader
{
    public const int UdpLength = 8;

    /// <summary>The fixed part: version, control bit and length of options; protocol; flags.</summary>
    public const int Length = 4;

    /// <summary>Private flags, and the remote checksum's two offsets.</summary>
    public const int RemoteChecksumLength = 8;

    private const ushort PrivateFlag = 0x0001;
    private const uint RemoteChecksumFlag = 0x80000000;

    /// <summary>Writes the header without options.</summary>
    public static void Write(Span<byte> header, byte protocol)
    {
        header[0] = 0;
        header[1] = protocol;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], 0);
    }

    /// <summary>Writes the header with the remote checksum option: the receiver sums the inner packet up from
    /// <paramref name="start"/> and puts the result at <paramref name="field"/>.</summary>
    public static void WriteRemoteChecksum(Span<byte> header, byte protocol, ushort start, ushort field)
    {
        header[0] = RemoteChecksumLength / 4;
        header[1] = protocol;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], PrivateFlag);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], RemoteChecksumFlag);
        BinaryPrimitives.WriteUInt16BigEndian(header[8..], start);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], field);
    }

    /// <summary>Reads a data message of version 0 with at most the private flags.</summary>
    /// <returns>The header's length with options, 0 when it is something else or cut off.</returns>
    public static int Read(ReadOnlySpan<byte> header, out byte protocol)
    {
        protocol = 0;
        if (header.Length < Length || (header[0] & 0xe0) != 0)
            return 0;
        int length = Length + ((header[0] & 0x1f) * 4);
        if (length > header.Length)
            return 0;
        protocol = header[1];
        return length;
    }
}
