namespace Lvs.Xdp.Netlink;

/// <summary>The flags of a network device that matter here (linux/if.h, <c>IFF_</c>).</summary>
[Flags]
public enum LinkFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Set up by the administrator.</summary>
    Up = 0x1,

    /// <summary>The loopback device.</summary>
    Loopback = 0x8,

    /// <summary>A link between two ends without addresses of its own (tun, WireGuard).</summary>
    PointToPoint = 0x10,

    /// <summary>Operational, as RFC 2863 has it.</summary>
    Running = 0x40,

    /// <summary>Neighbours are not resolved on it.</summary>
    NoArp = 0x80,

    /// <summary>The layer below is up: the carrier is there.</summary>
    LowerUp = 0x10000,
}
