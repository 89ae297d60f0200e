using System.Buffers.Binary;

namespace Lvs.Engine.Packets;

/// <summary>Writes IPv4 headers without options.</summary>
internal static class IPv4Writer
{
    /// <summary>Writes 20 bytes, checksum included, from the fields of <paramref name="headers"/>.</summary>
    public static void Write(Span<byte> header, in PacketHeaders headers)
    {
        header[0] = 0x45;
        header[1] = headers.TrafficClass;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)headers.TotalLength);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)headers.Identification);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], headers.DontFragment ? IPv4Parser.DontFragmentBit : (ushort)0);
        header[8] = headers.TimeToLive;
        header[9] = headers.Protocol;
        headers.Source.Write(header[12..]);
        headers.Destination.Write(header[16..]);
        Checksum.WriteHeader(header[..IPv4Parser.MinimumHeader]);
    }
}
