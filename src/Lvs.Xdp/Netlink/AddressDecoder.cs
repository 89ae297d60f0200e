using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using static Lvs.Xdp.Netlink.RtnetlinkConstants;

namespace Lvs.Xdp.Netlink;

/// <summary>Reads RTM_NEWADDR and RTM_DELADDR.</summary>
internal static class AddressDecoder
{
    /// <summary>False for other messages and for families other than IPv4 and IPv6.</summary>
    internal static bool TryDecode(NetlinkMessage message, out AddressInfo address)
    {
        address = default;
        ReadOnlySpan<byte> payload = message.Payload;
        if (message.Type is not (RTM_NEWADDR or RTM_DELADDR) || payload.Length < AddressHeaderLength)
            return false;
        InetFamily family = AttributeValues.Family(payload[0]);
        uint flags = payload[2];
        InetAddress local = default, other = default;
        AttributeReader attributes = new(payload[AddressHeaderLength..]);
        while (attributes.TryRead(out ushort type, out ReadOnlySpan<byte> value))
        {
            if (type == IFA_LOCAL)
                local = AttributeValues.Address(value, family);
            else if (type == IFA_ADDRESS)
                other = AttributeValues.Address(value, family);
            else if (type == IFA_FLAGS && value.Length >= 4)
                flags = AttributeValues.U32(value);
        }

        // IFA_ADDRESS is the peer's on point-to-point links, where IFA_LOCAL is ours; IPv6 has IFA_LOCAL only there.
        InetAddress own = local.Family != InetFamily.None ? local : other;
        address = new AddressInfo(
            MemoryMarshal.Read<uint>(payload[4..]), own, payload[1], (AddressScope)payload[3], (AddressFlags)flags);
        return own.Family != InetFamily.None && address.PrefixLength <= own.Length * 8;
    }
}
