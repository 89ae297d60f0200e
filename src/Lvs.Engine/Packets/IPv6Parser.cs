using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>Reads an IPv6 header (RFC 8200), its extension headers and what follows them.</summary>
internal static class IPv6Parser
{
    public const int HeaderLength = 40;
    public const int FragmentHeaderLength = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParseStatus Parse(ReadOnlySpan<byte> frame, ref PacketHeaders headers)
    {
        ReadOnlySpan<byte> ip = frame[headers.NetworkOffset..];
        if (ip.Length < HeaderLength)
            return ParseStatus.TruncatedNetwork;
        if (ip[0] >> 4 != 6)
            return ParseStatus.BadVersion;
        int total = HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(ip[4..]);
        if (total > ip.Length)
            return ParseStatus.BadTotalLength;

        headers.Family = InetFamily.V6;
        headers.TrafficClass = (byte)(BinaryPrimitives.ReadUInt16BigEndian(ip) >> 4);
        headers.TotalLength = total;
        headers.DontFragment = true;
        headers.TimeToLive = ip[7];
        headers.Protocol = ip[6];
        headers.Source = InetAddress.Read(ip[8..], InetFamily.V6);
        headers.Destination = InetAddress.Read(ip[24..], InetFamily.V6);
        headers.TransportOffset = headers.NetworkOffset + HeaderLength;
        if (IsExtension(headers.Protocol))
        {
            ParseStatus status = Walk(frame[..headers.End], ref headers);
            if (status != ParseStatus.Ok)
                return status;
        }

        return TransportParser.Parse(frame[..headers.End], ref headers);
    }

    /// <summary>True for the headers that are stepped over. Authentication and ESP headers count as protocols of their own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsExtension(byte next) =>
        next is IpProtocol.HopByHop or IpProtocol.Routing or IpProtocol.Fragment or IpProtocol.DestinationOptions;

    /// <summary>Steps over extension headers until the transport header, or the payload of a later fragment.</summary>
    public static ParseStatus Walk(ReadOnlySpan<byte> frame, ref PacketHeaders headers)
    {
        for (int count = 0; IsExtension(headers.Protocol); count++)
        {
            if (count == Packet.MaxExtensionHeaders)
                return ParseStatus.TooManyExtensionHeaders;
            if (frame.Length - headers.TransportOffset < 8)
                return ParseStatus.BadExtensionHeader;
            ReadOnlySpan<byte> extension = frame[headers.TransportOffset..];
            int length = 8 + (extension[1] * 8);
            switch (headers.Protocol)
            {
                case IpProtocol.HopByHop when count > 0:
                    return ParseStatus.BadExtensionHeader;
                case IpProtocol.HopByHop:
                    headers.Extensions |= ExtensionHeaders.HopByHop;
                    break;
                case IpProtocol.Routing:
                    headers.Extensions |= extension[3] == 0
                        ? ExtensionHeaders.Routing
                        : ExtensionHeaders.Routing | ExtensionHeaders.RoutingPending;
                    break;
                case IpProtocol.DestinationOptions:
                    headers.Extensions |= ExtensionHeaders.DestinationOptions;
                    break;
                default:
                    if ((headers.Extensions & ExtensionHeaders.Fragment) != 0)
                        return ParseStatus.BadExtensionHeader;
                    length = FragmentHeaderLength;
                    ReadFragment(extension, ref headers);
                    break;
            }

            if (length > frame.Length - headers.TransportOffset)
                return ParseStatus.BadExtensionHeader;
            headers.TransportOffset += length;
            headers.Protocol = extension[0];
            if (headers.FragmentOffset == 0)
                continue;

            // The first fragment has the headers that follow; here is payload only.
            int unfragmentable = headers.FragmentHeaderOffset - headers.NetworkOffset;
            int end = headers.FragmentOffset + frame.Length - headers.TransportOffset + unfragmentable - HeaderLength;
            return end > ushort.MaxValue ? ParseStatus.BadFragment : ParseStatus.Ok;
        }

        return ParseStatus.Ok;
    }

    private static void ReadFragment(ReadOnlySpan<byte> extension, ref PacketHeaders headers)
    {
        ushort word = BinaryPrimitives.ReadUInt16BigEndian(extension[2..]);
        headers.Extensions |= ExtensionHeaders.Fragment;
        headers.FragmentHeaderOffset = headers.TransportOffset;
        headers.FragmentOffset = word & 0xfff8;
        headers.MoreFragments = (word & 1) != 0;
        headers.Identification = BinaryPrimitives.ReadUInt32BigEndian(extension[4..]);
    }
}
