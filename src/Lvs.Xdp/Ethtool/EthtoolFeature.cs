namespace Lvs.Xdp.Ethtool;

/// <summary>The offloads that can be read and switched; the value is the reading command of linux/ethtool.h, and the
/// switching command is the next number.</summary>
public enum EthtoolFeature : uint
{
    /// <summary>The device checks checksums of received packets (<c>ethtool -K rx</c>).</summary>
    ReceiveChecksum = 0x14,

    /// <summary>The device fills in checksums of sent packets (<c>ethtool -K tx</c>). On a veth this leaves frames without a
    /// valid checksum, which an XDP program on the peer would see and could not repair.</summary>
    TransmitChecksum = 0x16,

    /// <summary>Scatter-gather (<c>ethtool -K sg</c>).</summary>
    ScatterGather = 0x18,

    /// <summary>The device cuts TCP segments (<c>ethtool -K tso</c>).</summary>
    TcpSegmentation = 0x1e,

    /// <summary>The stack hands large packets down and cuts them last (<c>ethtool -K gso</c>).</summary>
    GenericSegmentation = 0x23,

    /// <summary>Received packets are merged (<c>ethtool -K gro</c>).</summary>
    GenericReceive = 0x2b,
}
