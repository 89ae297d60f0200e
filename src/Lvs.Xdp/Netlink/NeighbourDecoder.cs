using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using static Lvs.Xdp.Netlink.RtnetlinkConstants;

namespace Lvs.Xdp.Netlink;

/// <summary>Reads RTM_NEWNEIGH and RTM_DELNEIGH.</summary>
internal static class NeighbourDecoder
{
    /// <summary>False for other messages, for a bridge's forwarding table (AF_BRIDGE) and for proxy entries.</summary>
    internal static bool TryDecode(NetlinkMessage message, out NeighbourInfo neighbour)
    {
        neighbour = default;
        ReadOnlySpan<byte> payload = message.Payload;
        if (message.Type is not (RTM_NEWNEIGH or RTM_DELNEIGH) || payload.Length < NeighbourHeaderLength
            || (payload[10] & NTF_PROXY) != 0)
            return false;
        InetFamily family = AttributeValues.Family(payload[0]);
        InetAddress address = default;
        MacAddress mac = MacAddress.None;
        AttributeReader attributes = new(payload[NeighbourHeaderLength..]);
        while (attributes.TryRead(out ushort type, out ReadOnlySpan<byte> value))
        {
            if (type == NDA_DST)
                address = AttributeValues.Address(value, family);
            else if (type == NDA_LLADDR)
                mac = AttributeValues.Mac(value);
        }

        neighbour = new NeighbourInfo(
            new NeighbourKey(MemoryMarshal.Read<uint>(payload[4..]), address),
            (NeighbourStates)MemoryMarshal.Read<ushort>(payload[8..]),
            mac);
        return address.Family != InetFamily.None;
    }
}
