using System.Runtime.InteropServices;

namespace Lvs.Xdp.Netlink;

/// <summary>
/// Asks the generic netlink family "netdev" (Linux 6.3 and later) what the drivers can do with XDP, and hears of changes: a
/// veth can be redirected into only while its peer polls, and network cards say so only once a program is attached.
/// </summary>
internal sealed class NetdevFeatures : IDisposable
{
    private const ushort GENL_ID_CTRL = 0x10;
    private const byte CTRL_CMD_GETFAMILY = 3;
    private const ushort CTRL_ATTR_FAMILY_ID = 1;
    private const ushort CTRL_ATTR_FAMILY_NAME = 2;
    private const ushort CTRL_ATTR_MCAST_GROUPS = 7;
    private const ushort CTRL_ATTR_MCAST_GRP_NAME = 1;
    private const ushort CTRL_ATTR_MCAST_GRP_ID = 2;
    private const byte NETDEV_CMD_DEV_GET = 1;
    private const byte NETDEV_CMD_DEV_ADD_NTF = 2;
    private const byte NETDEV_CMD_DEV_CHANGE_NTF = 4;
    private const ushort NETDEV_A_DEV_IFINDEX = 1;
    private const ushort NETDEV_A_DEV_XDP_FEATURES = 3;
    private const int GenericHeaderLength = 4;
    private readonly NetlinkChannel _channel;
    private readonly ushort _family;

    private NetdevFeatures(NetlinkChannel channel, ushort family, uint group)
    {
        _channel = channel;
        _family = family;
        Notifications = new NetlinkSocket(NetlinkConstants.NETLINK_GENERIC);
        if (group != 0)
            Notifications.Join(group);
    }

    /// <summary>Where changes are announced.</summary>
    internal NetlinkSocket Notifications { get; }

    /// <summary>Opens it; null where the kernel does not have the family.</summary>
    internal static NetdevFeatures? TryOpen()
    {
        NetlinkChannel channel = new(NetlinkConstants.NETLINK_GENERIC);
        NetlinkWriter request = channel.Begin(GENL_ID_CTRL, 0, GenericHeaderLength);
        request.Fixed[0] = CTRL_CMD_GETFAMILY;
        request.Fixed[1] = 1;
        request.Put(CTRL_ATTR_FAMILY_NAME, "netdev");
        if (channel.TryGet(request, out NetlinkMessage answer) == 0 && TryReadFamily(answer, out ushort family, out uint group))
            return new NetdevFeatures(channel, family, group);
        channel.Dispose();
        return null;
    }

    /// <summary>All devices of the namespace.</summary>
    internal List<(uint Index, XdpFeatures Features)> GetAll()
    {
        NetlinkWriter request = _channel.Begin(_family, NetlinkConstants.NLM_F_DUMP, GenericHeaderLength);
        request.Fixed[0] = NETDEV_CMD_DEV_GET;
        request.Fixed[1] = 1;
        return _channel.Dump<(uint, XdpFeatures)>(request, "list what the drivers can do with XDP", TryDecode);
    }

    /// <summary>Reads a device's features from an answer or a notification; false for anything else.</summary>
    internal static bool TryDecode(NetlinkMessage message, out (uint Index, XdpFeatures Features) device)
    {
        device = default;
        ReadOnlySpan<byte> payload = message.Payload;
        if (payload.Length < GenericHeaderLength
            || payload[0] is not (NETDEV_CMD_DEV_GET or NETDEV_CMD_DEV_ADD_NTF or NETDEV_CMD_DEV_CHANGE_NTF))
            return false;
        bool told = false;
        AttributeReader attributes = new(payload[GenericHeaderLength..]);
        while (attributes.TryRead(out ushort type, out ReadOnlySpan<byte> value))
        {
            if (type == NETDEV_A_DEV_IFINDEX)
            {
                device.Index = AttributeValues.U32(value);
            }
            else if (type == NETDEV_A_DEV_XDP_FEATURES && value.Length >= 8)
            {
                device.Features = (XdpFeatures)MemoryMarshal.Read<ulong>(value);
                told = true;
            }
        }

        return told && device.Index != 0;
    }

    /// <summary>Closes both sockets.</summary>
    public void Dispose()
    {
        _channel.Dispose();
        Notifications.Dispose();
    }

    private static bool TryReadFamily(NetlinkMessage answer, out ushort family, out uint group)
    {
        family = 0;
        group = 0;
        if (answer.Payload.Length < GenericHeaderLength)
            return false;
        AttributeReader attributes = new(answer.Payload[GenericHeaderLength..]);
        while (attributes.TryRead(out ushort type, out ReadOnlySpan<byte> value))
        {
            if (type == CTRL_ATTR_FAMILY_ID)
                family = AttributeValues.U16(value);
            else if (type == CTRL_ATTR_MCAST_GROUPS)
                group = FindGroup(value);
        }

        return family != 0;
    }

    private static uint FindGroup(ReadOnlySpan<byte> groups)
    {
        AttributeReader list = new(groups);
        while (list.TryRead(out _, out ReadOnlySpan<byte> entry))
        {
            uint id = 0;
            bool matches = false;
            AttributeReader attributes = new(entry);
            while (attributes.TryRead(out ushort type, out ReadOnlySpan<byte> value))
            {
                if (type == CTRL_ATTR_MCAST_GRP_ID)
                    id = AttributeValues.U32(value);
                else if (type == CTRL_ATTR_MCAST_GRP_NAME)
                    matches = AttributeValues.Text(value) == "mgmt";
            }

            if (matches)
                return id;
        }

        return 0;
    }
}
