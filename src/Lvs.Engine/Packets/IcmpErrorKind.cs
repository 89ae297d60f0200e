namespace Lvs.Engine.Packets;

/// <summary>The errors the director itself sends.</summary>
public enum IcmpErrorKind : byte
{
    /// <summary>No real server for this service: port unreachable, for TCP as well (IPVS never answers RST).</summary>
    PortUnreachable,

    /// <summary>The next hop does not answer: host unreachable, for IPv6 address unreachable.</summary>
    HostUnreachable,

    /// <summary>Too big for the way on: fragmentation needed, for IPv6 packet too big.</summary>
    PacketTooBig,

    /// <summary>The TTL or hop limit ended here.</summary>
    TimeExceeded,
}
