using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>
/// The packet an ICMP error quotes, as far as it is there: its end may be missing, and its total length and transport
/// checksum cannot be trusted. Offsets count from the frame's first byte; ports are in host order.
/// </summary>
public struct QuotedPacket
{
    /// <summary>Where the quoted IP header begins.</summary>
    public int NetworkOffset { get; internal set; }

    /// <summary>Where the quoted transport header begins.</summary>
    public int TransportOffset { get; internal set; }

    /// <summary>Where the quotation ends in the frame.</summary>
    public int End { get; internal set; }

    /// <summary>The IP version.</summary>
    public InetFamily Family { get; internal set; }

    /// <summary>The protocol behind all extension headers.</summary>
    public byte Protocol { get; internal set; }

    /// <summary>The quoted source: the sender that the error is meant for.</summary>
    public InetAddress Source { get; internal set; }

    /// <summary>The quoted destination.</summary>
    public InetAddress Destination { get; internal set; }

    /// <summary>The source port; 0 without <see cref="HasPorts"/>.</summary>
    public ushort SourcePort { get; internal set; }

    /// <summary>The destination port; 0 without <see cref="HasPorts"/>.</summary>
    public ushort DestinationPort { get; internal set; }

    /// <summary>True when both ports are there: TCP, UDP or SCTP, and no later fragment.</summary>
    public bool HasPorts { get; internal set; }

    /// <summary>IPv4's don't-fragment bit; always true for IPv6.</summary>
    public bool DontFragment { get; internal set; }

    /// <summary>True for a fragment that is not the first.</summary>
    public bool IsLaterFragment { get; internal set; }
}
