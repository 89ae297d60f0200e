using System.Buffers.Binary;
using Lvs.Engine.Forwarding;
using Lvs.Xdp.Netlink;
using static Lvs.Xdp.Netlink.RtnetlinkConstants;

namespace Lvs.Xdp.Tests.Netlink;

/// <summary>Writes the messages that the kernel would send.</summary>
internal static class Messages
{
    internal const LinkFlags Working = LinkFlags.Up | LinkFlags.LowerUp | LinkFlags.Running;

    /// <summary>What the decoder makes of a link message; also how a test gets a device this kernel does not have.</summary>
    internal static LinkInfo? Decode(ReadOnlySpan<byte> datagram)
    {
        NetlinkReader reader = new(datagram);
        Assert.True(reader.TryRead(out NetlinkMessage message));
        return LinkDecoder.TryDecode(message, out LinkInfo link) ? link : null;
    }

    internal static void Apply(this NetworkState state, ReadOnlySpan<byte> datagram)
    {
        NetlinkReader reader = new(datagram);
        while (reader.TryRead(out NetlinkMessage message))
            state.Apply(message);
        Assert.False(reader.IsMalformed);
    }

    internal static byte[] Link(
        uint index,
        string name,
        string? kind = null,
        uint parent = 0,
        int vlan = 0,
        ushort vlanProtocol = 0x8100,
        uint mtu = 1500,
        LinkFlags flags = Working,
        ushort hardware = LinkInfo.EthernetHardware,
        uint master = 0,
        byte family = 0,
        ushort type = RTM_NEWLINK,
        int? parentNamespace = null)
    {
        NetlinkWriter writer = new(new byte[1024], type, 0, 0, LinkHeaderLength);
        writer.Fixed[0] = family;
        BinaryPrimitives.WriteUInt16LittleEndian(writer.Fixed[2..], hardware);
        BinaryPrimitives.WriteUInt32LittleEndian(writer.Fixed[4..], index);
        BinaryPrimitives.WriteUInt32LittleEndian(writer.Fixed[8..], (uint)flags);
        writer.Put(IFLA_IFNAME, name);
        writer.Put(IFLA_MTU, mtu);
        Span<byte> mac = stackalloc byte[6];
        MacOf(index).Write(mac);
        writer.Put(IFLA_ADDRESS, mac);
        writer.Put(IFLA_OPERSTATE, [(byte)OperationalState.Up]);
        if (parent != 0)
            writer.Put(IFLA_LINK, parent);
        if (parentNamespace is { } id)
            writer.Put(IFLA_LINK_NETNSID, (uint)id);
        if (master != 0)
            writer.Put(IFLA_MASTER, master);
        if (kind is not null)
        {
            int information = writer.Begin(IFLA_LINKINFO);
            writer.Put(IFLA_INFO_KIND, kind);
            if (kind == "vlan")
            {
                int data = writer.Begin(NetlinkConstants.NLA_F_NESTED | IFLA_INFO_DATA);
                Span<byte> number = stackalloc byte[2];
                BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)vlan);
                writer.Put(IFLA_VLAN_ID, number);
                BinaryPrimitives.WriteUInt16BigEndian(number, vlanProtocol);
                writer.Put(IFLA_VLAN_PROTOCOL, number);
                writer.End(data);
            }

            writer.End(information);
        }

        return writer.Finish().ToArray();
    }

    internal static MacAddress MacOf(uint index) => new(0x0200_0000_0000UL + index);

    internal static byte[] Error(int errno, string? reason)
    {
        NetlinkWriter writer = new(
            new byte[512], NetlinkConstants.NLMSG_ERROR, NetlinkConstants.NLM_F_CAPPED | NetlinkConstants.NLM_F_ACK_TLVS, 0, 4 + 16);
        BinaryPrimitives.WriteInt32LittleEndian(writer.Fixed, -errno);
        if (reason is not null)
            writer.Put(NetlinkConstants.NLMSGERR_ATTR_MSG, reason);
        return writer.Finish().ToArray();
    }

}
