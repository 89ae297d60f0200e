namespace Lvs.Engine.Packets;

/// <summary>
/// What <see cref="Packet.TryParse"/> found. From <see cref="TruncatedEthernet"/> on, the frame contradicts itself: it is
/// dropped, and the value is the reason.
/// </summary>
public enum ParseStatus : byte
{
    /// <summary>An IPv4 or IPv6 packet whose lengths agree with each other and with the frame.</summary>
    Ok = 0,

    /// <summary>No IP (ARP, LLDP, more than two VLAN tags and the like): the host's own business.</summary>
    NotIp = 1,

    /// <summary>The frame ends within its Ethernet header or VLAN tags.</summary>
    TruncatedEthernet = 16,

    /// <summary>The frame ends within the IP header.</summary>
    TruncatedNetwork,

    /// <summary>The IP version does not match the EtherType.</summary>
    BadVersion,

    /// <summary>An IPv4 header length below 20 bytes or beyond the packet.</summary>
    BadHeaderLength,

    /// <summary>The IP total length is shorter than the header or longer than the frame.</summary>
    BadTotalLength,

    /// <summary>A fragment that would end behind byte 65535 of its datagram.</summary>
    BadFragment,

    /// <summary>An IPv6 extension header runs over the end, or a hop-by-hop header stands anywhere but first.</summary>
    BadExtensionHeader,

    /// <summary>More IPv6 extension headers than <see cref="Packet.MaxExtensionHeaders"/>.</summary>
    TooManyExtensionHeaders,

    /// <summary>The packet ends within its TCP, UDP, SCTP or ICMP header.</summary>
    TruncatedTransport,

    /// <summary>A UDP length below 8 or beyond the IP payload.</summary>
    BadUdpLength,

    /// <summary>A TCP data offset below 20 bytes or beyond the IP payload.</summary>
    BadTcpDataOffset,

    /// <summary>The first SCTP chunk's length is below 4 or beyond the IP payload.</summary>
    BadSctpChunk,
}
