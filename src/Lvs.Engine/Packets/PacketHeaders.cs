using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>
/// What <see cref="Packet.TryParse"/> read from a frame. Offsets count bytes from the frame's first; ports and numbers are
/// in host order. It stays true while the frame is rewritten in place, and <see cref="Shift"/> moves it along with the frame.
/// </summary>
public struct PacketHeaders
{
    /// <summary>Where the IP header begins: the length of the Ethernet header and its VLAN tags (14, 18 or 22).</summary>
    public int NetworkOffset { get; internal set; }

    /// <summary>Where the transport header begins, behind IPv4 options or IPv6 extension headers; of a fragment that is not
    /// the first, where its piece of the payload begins.</summary>
    public int TransportOffset { get; internal set; }

    /// <summary>The length of the transport header: TCP's data offset, 8 for UDP and ICMP, 12 for SCTP; 0 when there is none.</summary>
    public int TransportHeaderLength { get; internal set; }

    /// <summary>The length of the IP packet from its header on: what IPVS counts as bytes.</summary>
    public int TotalLength { get; internal set; }

    /// <summary>Where the IP packet ends; behind it there is only Ethernet padding.</summary>
    public readonly int End => NetworkOffset + TotalLength;

    /// <summary>The IP header with options or extension headers, in bytes.</summary>
    public readonly int NetworkHeaderLength => TransportOffset - NetworkOffset;

    /// <summary>The IP version.</summary>
    public InetFamily Family { get; internal set; }

    /// <summary>The protocol behind all extension headers: an <see cref="IpProtocol"/> number.</summary>
    public byte Protocol { get; internal set; }

    /// <summary>TTL or hop limit.</summary>
    public byte TimeToLive { get; internal set; }

    /// <summary>TOS or traffic class, with the two ECN bits.</summary>
    public byte TrafficClass { get; internal set; }

    /// <summary>The number of VLAN tags: 0, 1 or 2.</summary>
    public byte VlanTags { get; internal set; }

    /// <summary>The outer VLAN tag's control information (priority and id), 0 when there is none.</summary>
    public ushort Vlan { get; internal set; }

    /// <summary>The source address.</summary>
    public InetAddress Source { get; internal set; }

    /// <summary>The destination address.</summary>
    public InetAddress Destination { get; internal set; }

    /// <summary>The source port; 0 without <see cref="HasPorts"/>.</summary>
    public ushort SourcePort { get; internal set; }

    /// <summary>The destination port; 0 without <see cref="HasPorts"/>.</summary>
    public ushort DestinationPort { get; internal set; }

    /// <summary>True when the packet shows its ports: TCP, UDP or SCTP, and no later fragment.</summary>
    public bool HasPorts { get; internal set; }

    /// <summary>The TCP flags; none for other protocols.</summary>
    public TcpFlags TcpFlags { get; internal set; }

    /// <summary>The type of the SCTP chunk that decides on the state (RFC 9260), for SCTP only: of the first, or of an ABORT bundled
    /// behind a COOKIE ECHO or COOKIE ACK.</summary>
    public byte SctpChunk { get; internal set; }

    /// <summary>The ICMP or ICMPv6 type.</summary>
    public byte IcmpType { get; internal set; }

    /// <summary>The ICMP or ICMPv6 code.</summary>
    public byte IcmpCode { get; internal set; }

    /// <summary>True for the ICMP errors IPVS matches to connections: unreachable, source quench and time exceeded for IPv4;
    /// all error messages for IPv6. <see cref="Packet.TryParseQuoted"/> reads what they quote.</summary>
    public bool IsIcmpError { get; internal set; }

    /// <summary>IPv4's don't-fragment bit; always true for IPv6, which routers do not fragment.</summary>
    public bool DontFragment { get; internal set; }

    /// <summary>IPv4's identification, or that of IPv6's fragment header.</summary>
    public uint Identification { get; internal set; }

    /// <summary>Where this fragment's payload belongs in the datagram, in bytes.</summary>
    public int FragmentOffset { get; internal set; }

    /// <summary>True when more fragments follow.</summary>
    public bool MoreFragments { get; internal set; }

    /// <summary>Where the IPv6 fragment header begins, 0 when there is none.</summary>
    public int FragmentHeaderOffset { get; internal set; }

    /// <summary>What stands between the fixed IP header and the transport header.</summary>
    public ExtensionHeaders Extensions { get; internal set; }

    /// <summary>True for a piece of a datagram, not for a whole one with an atomic fragment header.</summary>
    public readonly bool IsFragment => MoreFragments || FragmentOffset != 0;

    /// <summary>True when the packet has IPv4 options or any IPv6 extension header but the fragment header: left to lvsd by XDP.</summary>
    public readonly bool HasOptions => (Extensions & ~ExtensionHeaders.Fragment) != 0;

    /// <summary>Follows the frame after its start has moved, as when a VLAN tag was pushed.</summary>
    /// <param name="bytes">How many bytes were added in front (negative: removed).</param>
    public void Shift(int bytes)
    {
        NetworkOffset += bytes;
        TransportOffset += bytes;
        if (FragmentHeaderOffset != 0)
            FragmentHeaderOffset += bytes;
    }
}
