using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>Reads an IPv4 header (RFC 791) and what follows it.</summary>
internal static class IPv4Parser
{
    public const int MinimumHeader = 20;
    public const ushort DontFragmentBit = 0x4000;
    public const ushort MoreFragmentsBit = 0x2000;
    public const ushort OffsetMask = 0x1fff;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParseStatus Parse(ReadOnlySpan<byte> frame, ref PacketHeaders headers)
    {
        ReadOnlySpan<byte> ip = frame[headers.NetworkOffset..];
        if (ip.Length < MinimumHeader)
            return ParseStatus.TruncatedNetwork;
        if (ip[0] >> 4 != 4)
            return ParseStatus.BadVersion;
        int headerLength = (ip[0] & 0x0f) * 4;
        if (headerLength < MinimumHeader || headerLength > ip.Length)
            return ParseStatus.BadHeaderLength;
        int total = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]);
        if (total < headerLength || total > ip.Length)
            return ParseStatus.BadTotalLength;

        ushort fragment = BinaryPrimitives.ReadUInt16BigEndian(ip[6..]);
        headers.Family = InetFamily.V4;
        headers.TrafficClass = ip[1];
        headers.TotalLength = total;
        headers.Identification = BinaryPrimitives.ReadUInt16BigEndian(ip[4..]);
        headers.DontFragment = (fragment & DontFragmentBit) != 0;
        headers.MoreFragments = (fragment & MoreFragmentsBit) != 0;
        headers.FragmentOffset = (fragment & OffsetMask) * 8;
        headers.TimeToLive = ip[8];
        headers.Protocol = ip[9];
        headers.Source = InetAddress.Read(ip[12..], InetFamily.V4);
        headers.Destination = InetAddress.Read(ip[16..], InetFamily.V4);
        headers.TransportOffset = headers.NetworkOffset + headerLength;
        if (headerLength > MinimumHeader)
            headers.Extensions = ExtensionHeaders.Options;
        if (headers.FragmentOffset + total > ushort.MaxValue)
            return ParseStatus.BadFragment;
        return TransportParser.Parse(frame[..headers.End], ref headers);
    }
}
