using System.Buffers.Binary;

namespace Lvs.Engine.Packets;

/// <summary>Writes IPv6 headers without extensions.</summary>
internal static class IPv6Writer
{
    /// <summary>Writes 40 bytes from the fields of <paramref name="headers"/>; the flow label is 0, as IPVS leaves it.</summary>
    public static void Write(Span<byte> header, in PacketHeaders headers)
    {
        BinaryPrimitives.WriteUInt32BigEndian(header, 0x60000000u | ((uint)headers.TrafficClass << 20));
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)(headers.TotalLength - IPv6Parser.HeaderLength));
        header[6] = headers.Protocol;
        header[7] = headers.TimeToLive;
        headers.Source.Write(header[8..]);
        headers.Destination.Write(header[24..]);
    }
}
