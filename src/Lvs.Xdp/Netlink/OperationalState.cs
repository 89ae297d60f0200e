namespace Lvs.Xdp.Netlink;

/// <summary>The operational state of a network device (RFC 2863, linux/if.h <c>IF_OPER_</c>).</summary>
public enum OperationalState : byte
{
    /// <summary>The driver does not tell; loopback and some virtual devices stay so while they work.</summary>
    Unknown = 0,

    /// <summary>Hardware is missing.</summary>
    NotPresent = 1,

    /// <summary>No carrier, or set down.</summary>
    Down = 2,

    /// <summary>The device it stands on is down.</summary>
    LowerLayerDown = 3,

    /// <summary>Under test.</summary>
    Testing = 4,

    /// <summary>Waiting, as for 802.1X.</summary>
    Dormant = 5,

    /// <summary>Works.</summary>
    Up = 6,
}
