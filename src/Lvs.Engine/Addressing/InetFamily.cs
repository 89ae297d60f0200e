namespace Lvs.Engine.Addressing;

/// <summary>The version of the Internet Protocol an address belongs to; the value is the IP version number.</summary>
public enum InetFamily : byte
{
    /// <summary>No address at all.</summary>
    None = 0,

    /// <summary>IPv4 (RFC 791).</summary>
    V4 = 4,

    /// <summary>IPv6 (RFC 8200).</summary>
    V6 = 6,
}
