using Lvs.Engine.Forwarding;

namespace Lvs.Xdp.Netlink;

/// <summary>A network device as rtnetlink shows it (RTM_NEWLINK).</summary>
public sealed record LinkInfo
{
    /// <summary>ARPHRD_ETHER: frames with Ethernet headers.</summary>
    internal const ushort EthernetHardware = 1;

    /// <summary>The interface index, 1 and up.</summary>
    public required uint Index { get; init; }

    /// <summary>The name: <c>eth0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The hardware type (linux/if_arp.h, <c>ARPHRD_</c>): 1 Ethernet, 772 loopback, 65534 none.</summary>
    public ushort HardwareType { get; init; }

    /// <summary>Flags.</summary>
    public LinkFlags Flags { get; init; }

    /// <summary>The operational state.</summary>
    public OperationalState State { get; init; }

    /// <summary>The Ethernet address; none for devices without.</summary>
    public MacAddress Mac { get; init; }

    /// <summary>The largest IP packet, in bytes.</summary>
    public uint Mtu { get; init; }

    /// <summary>What rtnetlink calls it: <c>veth</c>, <c>vlan</c>, <c>bridge</c>, <c>bond</c>, <c>tun</c>; null for physical
    /// devices (and loopback).</summary>
    public string? Kind { get; init; }

    /// <summary>The index of the bridge or bond it belongs to; 0 for none.</summary>
    public uint Master { get; init; }

    /// <summary>The index of the device it stands on (VLAN, MACVLAN), in this namespace; 0 for none.</summary>
    public uint Parent { get; init; }

    /// <summary>The VLAN number, 1 to 4094; 0 when it is no 802.1Q VLAN device. Devices of the 802.1ad service tag have 0 too: the
    /// kernel must push that tag.</summary>
    public ushort VlanId { get; init; }

    /// <summary>Receive queues in use, numbered from 0; at least 1.</summary>
    public int ReceiveQueues { get; init; } = 1;

    /// <summary>What the driver can do with XDP; null where the kernel (older than 6.3) does not tell.</summary>
    public XdpFeatures? Xdp { get; init; }

    /// <summary>True for the loopback device.</summary>
    public bool IsLoopback => (Flags & LinkFlags.Loopback) != 0;

    /// <summary>True when frames on it have Ethernet headers.</summary>
    public bool IsEthernet => HardwareType == EthernetHardware;

    /// <summary>True when it is set up and the layer below is up: frames can leave.</summary>
    public bool IsUsable => (Flags & (LinkFlags.Up | LinkFlags.LowerUp)) == (LinkFlags.Up | LinkFlags.LowerUp)
        && State is not (OperationalState.Down or OperationalState.LowerLayerDown or OperationalState.NotPresent);

    /// <summary>True for a network card (virtual machines' included): Ethernet that no kind of software device provides.</summary>
    public bool IsPhysical => IsEthernet && Kind is null && !IsLoopback;

    /// <summary>True when XDP can redirect frames into it: a network card or a veth, and where the kernel tells of it, one whose
    /// driver can at present. Bridges, bonds, VLAN, MACVLAN and tunnel devices leave that to the kernel's own forwarding.</summary>
    public bool CanRedirect => (IsPhysical || (IsEthernet && Kind == "veth"))
        && (Xdp is not { } features || (features & XdpFeatures.Transmit) != 0);
}
