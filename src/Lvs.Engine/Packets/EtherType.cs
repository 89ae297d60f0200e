namespace Lvs.Engine.Packets;

/// <summary>The EtherTypes the director knows, in host order.</summary>
public static class EtherType
{
    /// <summary>IPv4.</summary>
    public const ushort IPv4 = 0x0800;

    /// <summary>ARP.</summary>
    public const ushort Arp = 0x0806;

    /// <summary>A VLAN tag (IEEE 802.1Q).</summary>
    public const ushort Vlan = 0x8100;

    /// <summary>A service VLAN tag (IEEE 802.1ad).</summary>
    public const ushort ServiceVlan = 0x88a8;

    /// <summary>IPv6.</summary>
    public const ushort IPv6 = 0x86dd;
}
