using Lvs.Engine.Addressing;
using static Lvs.Xdp.Netlink.RtnetlinkConstants;

namespace Lvs.Xdp.Netlink;

/// <summary>Reads RTM_NEWROUTE and RTM_DELROUTE.</summary>
internal static class RouteDecoder
{
    /// <summary>False for other messages and for families other than IPv4 and IPv6.</summary>
    internal static bool TryDecode(NetlinkMessage message, out RouteInfo route)
    {
        route = default;
        ReadOnlySpan<byte> payload = message.Payload;
        if (message.Type is not (RTM_NEWROUTE or RTM_DELROUTE) || payload.Length < RouteHeaderLength)
            return false;
        InetFamily family = AttributeValues.Family(payload[0]);
        if (family == InetFamily.None || payload[1] > (family == InetFamily.V4 ? 32 : 128))
            return false;
        InetAddress destination = family == InetFamily.V4 ? InetAddress.AnyV4 : InetAddress.AnyV6;
        InetAddress gateway = default, source = default;
        uint table = payload[4], device = 0, mtu = 0;
        AttributeReader attributes = new(payload[RouteHeaderLength..]);
        while (attributes.TryRead(out ushort type, out ReadOnlySpan<byte> value))
        {
            switch (type)
            {
                case RTA_DST when AttributeValues.Address(value, family) is { Family: not InetFamily.None } address:
                    destination = address;
                    break;
                case RTA_GATEWAY:
                    gateway = AttributeValues.Address(value, family);
                    break;
                case RTA_VIA when value.Length > 2:
                    gateway = AttributeValues.Address(value[2..], AttributeValues.Family(AttributeValues.U16(value)));
                    break;
                case RTA_PREFSRC:
                    source = AttributeValues.Address(value, family);
                    break;
                case RTA_OIF:
                    device = AttributeValues.U32(value);
                    break;
                case RTA_TABLE:
                    table = AttributeValues.U32(value);
                    break;
                case RTA_METRICS:
                    mtu = ReadMtu(value);
                    break;
            }
        }

        route = new RouteInfo(destination, payload[1], (RouteType)payload[7], table, device, gateway, source, mtu);
        return true;
    }

    private static uint ReadMtu(ReadOnlySpan<byte> metrics)
    {
        AttributeReader attributes = new(metrics);
        while (attributes.TryRead(out ushort type, out ReadOnlySpan<byte> value))
        {
            if (type == RTAX_MTU)
                return AttributeValues.U32(value);
        }

        return 0;
    }
}
