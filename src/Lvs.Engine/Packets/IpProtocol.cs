namespace Lvs.Engine.Packets;

/// <summary>IANA protocol numbers as they stand in IPv4's protocol and IPv6's next header field.</summary>
public static class IpProtocol
{
    /// <summary>IPv6 hop-by-hop options.</summary>
    public const byte HopByHop = 0;

    /// <summary>ICMP.</summary>
    public const byte Icmp = 1;

    /// <summary>IPv4 in IP (RFC 2003).</summary>
    public const byte IPv4 = 4;

    /// <summary>TCP.</summary>
    public const byte Tcp = 6;

    /// <summary>UDP.</summary>
    public const byte Udp = 17;

    /// <summary>IPv6 in IP (RFC 2473).</summary>
    public const byte IPv6 = 41;

    /// <summary>IPv6 routing header.</summary>
    public const byte Routing = 43;

    /// <summary>IPv6 fragment header.</summary>
    public const byte Fragment = 44;

    /// <summary>GRE (RFC 2784).</summary>
    public const byte Gre = 47;

    /// <summary>ICMPv6.</summary>
    public const byte IcmpV6 = 58;

    /// <summary>IPv6: nothing follows.</summary>
    public const byte NoNext = 59;

    /// <summary>IPv6 destination options.</summary>
    public const byte DestinationOptions = 60;

    /// <summary>SCTP.</summary>
    public const byte Sctp = 132;
}
