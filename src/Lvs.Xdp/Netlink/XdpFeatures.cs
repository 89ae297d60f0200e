namespace Lvs.Xdp.Netlink;

/// <summary>What a device's driver can do with XDP, as Linux 6.3 and later tell (linux/netdev.h, <c>NETDEV_XDP_ACT_</c>).</summary>
[Flags]
public enum XdpFeatures : ulong
{
    /// <summary>No native XDP.</summary>
    None = 0,

    /// <summary>XDP programs run in the driver: drop, pass, send back.</summary>
    Basic = 0x01,

    /// <summary>Its programs can redirect.</summary>
    Redirect = 0x02,

    /// <summary>Frames can be redirected into it now. A veth says so only while its peer has GRO on or an XDP program.</summary>
    Transmit = 0x04,

    /// <summary>AF_XDP without copying.</summary>
    ZeroCopy = 0x08,

    /// <summary>XDP programs run in the hardware.</summary>
    HardwareOffload = 0x10,

    /// <summary>Programs see frames in several buffers (jumbo frames).</summary>
    ReceiveFragments = 0x20,

    /// <summary>Frames in several buffers can be redirected into it.</summary>
    TransmitFragments = 0x40,
}
