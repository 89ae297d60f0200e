namespace Lvs.Engine.Addressing;

/// <summary>The transport protocols that can be balanced, by their IANA protocol numbers.</summary>
public enum Protocol : byte
{
    /// <summary>IP as such (0): the protocol of the persistence templates of firewall-mark services.</summary>
    Ip = 0,

    /// <summary>TCP (RFC 9293).</summary>
    Tcp = 6,

    /// <summary>UDP (RFC 768).</summary>
    Udp = 17,

    /// <summary>SCTP (RFC 9260).</summary>
    Sctp = 132,
}
