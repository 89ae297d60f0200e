using System.Buffers.Binary;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>Reads a quoted packet, of which only the beginning need be there.</summary>
internal static class QuotedPacketParser
{
    /// <param name="frame">The frame, cut off where its IP packet ends.</param>
    /// <param name="offset">Where the quoted IP header begins.</param>
    /// <param name="family">What its version must be.</param>
    /// <param name="quoted">What was found.</param>
    public static bool TryParse(ReadOnlySpan<byte> frame, int offset, InetFamily family, out QuotedPacket quoted)
    {
        quoted = default;
        if (offset > frame.Length)
            return false;
        quoted.NetworkOffset = offset;
        quoted.End = frame.Length;
        quoted.Family = family;
        ReadOnlySpan<byte> ip = frame[offset..];
        if (family == InetFamily.V4 ? !TryParseV4(ip, ref quoted) : !TryParseV6(ip, ref quoted))
            return false;
        if (!quoted.IsLaterFragment && (quoted.Protocol is IpProtocol.Tcp or IpProtocol.Udp or IpProtocol.Sctp)
            && frame.Length - quoted.TransportOffset >= 4)
        {
            quoted.SourcePort = BinaryPrimitives.ReadUInt16BigEndian(frame[quoted.TransportOffset..]);
            quoted.DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(frame[(quoted.TransportOffset + 2)..]);
            quoted.HasPorts = true;
        }

        return true;
    }

    private static bool TryParseV4(ReadOnlySpan<byte> ip, ref QuotedPacket quoted)
    {
        if (ip.Length < IPv4Parser.MinimumHeader || ip[0] >> 4 != 4)
            return false;
        int length = (ip[0] & 0x0f) * 4;
        if (length < IPv4Parser.MinimumHeader || length > ip.Length)
            return false;
        ushort fragment = BinaryPrimitives.ReadUInt16BigEndian(ip[6..]);
        quoted.DontFragment = (fragment & IPv4Parser.DontFragmentBit) != 0;
        quoted.IsLaterFragment = (fragment & IPv4Parser.OffsetMask) != 0;
        quoted.Protocol = ip[9];
        quoted.Source = InetAddress.Read(ip[12..], InetFamily.V4);
        quoted.Destination = InetAddress.Read(ip[16..], InetFamily.V4);
        quoted.TransportOffset = quoted.NetworkOffset + length;
        return true;
    }

    private static bool TryParseV6(ReadOnlySpan<byte> ip, ref QuotedPacket quoted)
    {
        if (ip.Length < IPv6Parser.HeaderLength || ip[0] >> 4 != 6)
            return false;
        quoted.DontFragment = true;
        quoted.Protocol = ip[6];
        quoted.Source = InetAddress.Read(ip[8..], InetFamily.V6);
        quoted.Destination = InetAddress.Read(ip[24..], InetFamily.V6);
        int offset = IPv6Parser.HeaderLength;
        for (int count = 0; IPv6Parser.IsExtension(quoted.Protocol) && !quoted.IsLaterFragment; count++)
        {
            if (count == Packet.MaxExtensionHeaders || ip.Length - offset < 8)
                return false;
            ReadOnlySpan<byte> extension = ip[offset..];
            int length = 8 + (extension[1] * 8);
            if (quoted.Protocol == IpProtocol.Fragment)
            {
                length = IPv6Parser.FragmentHeaderLength;
                quoted.IsLaterFragment = (BinaryPrimitives.ReadUInt16BigEndian(extension[2..]) & 0xfff8) != 0;
            }

            if (length > ip.Length - offset)
                return false;
            offset += length;
            quoted.Protocol = extension[0];
        }

        quoted.TransportOffset = quoted.NetworkOffset + offset;
        return true;
    }
}
