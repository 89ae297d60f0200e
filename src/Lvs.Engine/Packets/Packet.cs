using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>Reads frames. Nothing is allocated and nothing outside the frame is touched, whatever the frame says.</summary>
public static class Packet
{
    /// <summary>The length of an Ethernet header without tags.</summary>
    public const int EthernetLength = 14;

    /// <summary>The length of one VLAN tag.</summary>
    public const int VlanLength = 4;

    /// <summary>How many IPv6 extension headers are followed; a packet with more is malformed.</summary>
    public const int MaxExtensionHeaders = 8;

    /// <summary>Reads an Ethernet frame up to and including its transport header, and checks that its lengths agree. The IPv4
    /// header checksum is not verified here (<see cref="Checksum.IsValidHeader"/>).</summary>
    /// <param name="frame">The frame, without frame check sequence; padding behind the IP packet is ignored.</param>
    /// <param name="headers">What was found; complete only when the result is <see cref="ParseStatus.Ok"/>.</param>
    public static ParseStatus TryParse(ReadOnlySpan<byte> frame, out PacketHeaders headers)
    {
        headers = default;
        if (frame.Length < EthernetLength)
            return ParseStatus.TruncatedEthernet;

        int offset = EthernetLength;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(frame[12..]);
        while (type is EtherType.Vlan or EtherType.ServiceVlan)
        {
            if (headers.VlanTags == 2)
                return ParseStatus.NotIp;
            if (frame.Length < offset + VlanLength)
                return ParseStatus.TruncatedEthernet;
            if (headers.VlanTags++ == 0)
                headers.Vlan = BinaryPrimitives.ReadUInt16BigEndian(frame[offset..]);
            type = BinaryPrimitives.ReadUInt16BigEndian(frame[(offset + 2)..]);
            offset += VlanLength;
        }

        headers.NetworkOffset = offset;
        return type switch
        {
            EtherType.IPv4 => IPv4Parser.Parse(frame, ref headers),
            EtherType.IPv6 => IPv6Parser.Parse(frame, ref headers),
            _ => ParseStatus.NotIp,
        };
    }

    /// <summary>Reads a bare IP packet, as a frame whose Ethernet header has no length; the version decides the family.</summary>
    public static ParseStatus TryParseNetwork(ReadOnlySpan<byte> packet, out PacketHeaders headers)
    {
        headers = default;
        if (packet.IsEmpty)
            return ParseStatus.TruncatedNetwork;
        return (packet[0] >> 4) switch
        {
            4 => IPv4Parser.Parse(packet, ref headers),
            6 => IPv6Parser.Parse(packet, ref headers),
            _ => ParseStatus.BadVersion,
        };
    }

    /// <summary>Reads the packet that an ICMP error quotes.</summary>
    /// <param name="frame">The frame of the ICMP error.</param>
    /// <param name="headers">What <see cref="TryParse"/> found in it.</param>
    /// <param name="quoted">The quoted packet's addresses and, where they are there, ports.</param>
    /// <returns>False when it is no ICMP error or the quotation is too short or broken to tell the addresses.</returns>
    public static bool TryParseQuoted(ReadOnlySpan<byte> frame, in PacketHeaders headers, out QuotedPacket quoted)
    {
        quoted = default;
        return headers.IsIcmpError
            && QuotedPacketParser.TryParse(frame[..headers.End], headers.TransportOffset + 8, headers.Family, out quoted);
    }

    /// <summary>False for what no answer may be sent to: unspecified, multicast and broadcast (240.0.0.0/4 included).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsUnicast(in InetAddress address)
    {
        if (address.IsUnspecified)
            return false;
        uint first = address.Word(0);
        return address.IsV4 ? first < 0xe0000000 : first < 0xff000000;
    }
}
