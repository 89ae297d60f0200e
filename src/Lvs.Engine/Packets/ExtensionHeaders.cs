namespace Lvs.Engine.Packets;

/// <summary>What stands between the fixed IP header and the transport header.</summary>
[Flags]
public enum ExtensionHeaders : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>IPv4 options (RFC 791).</summary>
    Options = 0x01,

    /// <summary>IPv6 hop-by-hop options (0).</summary>
    HopByHop = 0x02,

    /// <summary>IPv6 routing header (43).</summary>
    Routing = 0x04,

    /// <summary>A routing header with segments left: the destination is a waypoint and the transport checksum was computed
    /// with another address, so that it cannot be translated.</summary>
    RoutingPending = 0x08,

    /// <summary>IPv6 fragment header (44), also an atomic one (RFC 6946).</summary>
    Fragment = 0x10,

    /// <summary>IPv6 destination options (60).</summary>
    DestinationOptions = 0x20,
}
