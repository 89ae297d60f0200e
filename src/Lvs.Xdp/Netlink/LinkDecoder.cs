using System.Buffers.Binary;
using System.Runtime.InteropServices;
using static Lvs.Xdp.Netlink.RtnetlinkConstants;

namespace Lvs.Xdp.Netlink;

/// <summary>Reads RTM_NEWLINK and RTM_DELLINK.</summary>
internal static class LinkDecoder
{
    private const ushort ETH_P_8021Q = 0x8100;

    /// <summary>False for other messages, for the bridge's own view of its ports (AF_BRIDGE), and for the partial messages of
    /// wireless drivers, which have no MTU.</summary>
    internal static bool TryDecode(NetlinkMessage message, out LinkInfo link)
    {
        link = null!;
        if (message.Type is not (RTM_NEWLINK or RTM_DELLINK) || message.Payload.Length < LinkHeaderLength || message.Payload[0] != 0)
            return false;
        string? name = null;
        uint mtu = 0, parent = 0, master = 0;
        bool foreignParent = false;
        LinkInfo result = new()
        {
            Index = MemoryMarshal.Read<uint>(message.Payload[4..]),
            Name = "",
            HardwareType = MemoryMarshal.Read<ushort>(message.Payload[2..]),
            Flags = (LinkFlags)MemoryMarshal.Read<uint>(message.Payload[8..]),
        };
        AttributeReader attributes = new(message.Payload[LinkHeaderLength..]);
        while (attributes.TryRead(out ushort type, out ReadOnlySpan<byte> value))
        {
            switch (type)
            {
                case IFLA_IFNAME:
                    name = AttributeValues.Text(value);
                    break;
                case IFLA_MTU:
                    mtu = AttributeValues.U32(value);
                    break;
                case IFLA_LINK:
                    parent = AttributeValues.U32(value);
                    break;
                case IFLA_LINK_NETNSID:
                    foreignParent = true;
                    break;
                case IFLA_MASTER:
                    master = AttributeValues.U32(value);
                    break;
                case IFLA_ADDRESS:
                    result = result with { Mac = AttributeValues.Mac(value) };
                    break;
                case IFLA_OPERSTATE:
                    result = result with { State = value.Length > 0 ? (OperationalState)value[0] : OperationalState.Unknown };
                    break;
                case IFLA_NUM_RX_QUEUES:
                    result = result with { ReceiveQueues = (int)Math.Clamp(AttributeValues.U32(value), 1, ushort.MaxValue) };
                    break;
                case IFLA_LINKINFO:
                    result = ReadKind(result, value);
                    break;
            }
        }

        if (name is null || mtu == 0 || result.Index == 0)
            return false;

        // IFLA_LINK of a veth is its peer, which is no parent; with IFLA_LINK_NETNSID it is an index of another namespace.
        bool standsOnParent = !foreignParent && result.Kind is not (null or "veth") && parent != result.Index;
        link = result with { Name = name, Mtu = mtu, Master = master, Parent = standsOnParent ? parent : 0 };
        return true;
    }

    private static LinkInfo ReadKind(LinkInfo link, ReadOnlySpan<byte> information)
    {
        string? kind = null;
        ReadOnlySpan<byte> data = default;
        AttributeReader attributes = new(information);
        while (attributes.TryRead(out ushort type, out ReadOnlySpan<byte> value))
        {
            if (type == IFLA_INFO_KIND)
                kind = AttributeValues.Text(value);
            else if (type == IFLA_INFO_DATA)
                data = value;
        }

        return link with { Kind = kind, VlanId = kind == "vlan" ? ReadVlan(data) : (ushort)0 };
    }

    private static ushort ReadVlan(ReadOnlySpan<byte> data)
    {
        ushort id = 0, protocol = ETH_P_8021Q;
        AttributeReader attributes = new(data);
        while (attributes.TryRead(out ushort type, out ReadOnlySpan<byte> value))
        {
            if (type == IFLA_VLAN_ID)
                id = AttributeValues.U16(value);
            else if (type == IFLA_VLAN_PROTOCOL && value.Length >= 2)
                protocol = BinaryPrimitives.ReadUInt16BigEndian(value);
        }

        return protocol == ETH_P_8021Q ? (ushort)(id & 0xfff) : (ushort)0;
    }
}
