namespace Lvs.Xdp.Netlink;

/// <summary>What a route does with its packets (linux/rtnetlink.h, <c>RTN_</c>).</summary>
public enum RouteType : byte
{
    /// <summary>Unknown.</summary>
    Unspecified = 0,

    /// <summary>To a gateway or directly on a link.</summary>
    Unicast = 1,

    /// <summary>To this host.</summary>
    Local = 2,

    /// <summary>A broadcast address.</summary>
    Broadcast = 3,

    /// <summary>An anycast address of this host.</summary>
    Anycast = 4,

    /// <summary>A multicast address.</summary>
    Multicast = 5,

    /// <summary>Dropped without a word.</summary>
    Blackhole = 6,

    /// <summary>Refused with ICMP host unreachable.</summary>
    Unreachable = 7,

    /// <summary>Refused with ICMP administratively prohibited.</summary>
    Prohibit = 8,

    /// <summary>Continue in the next routing table.</summary>
    Throw = 9,
}
