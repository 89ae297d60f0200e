using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Packets;

/// <summary>Looks for the client's packet in an ICMP error about one of the director's own tunnel packets.</summary>
public static class QuotedTunnel
{
    /// <summary>Reads the packet within a quoted tunnel packet.</summary>
    /// <param name="frame">The frame of the ICMP error.</param>
    /// <param name="outer">What it quotes, by <see cref="Packet.TryParseQuoted"/>: its destination is the real server.</param>
    /// <param name="options">How that server's tunnel encapsulates.</param>
    /// <param name="inner">The client's packet, as far as it is quoted.</param>
    /// <returns>False when the quoted packet is not of that tunnel's kind or does not reach to the inner addresses.</returns>
    public static bool TryParse(
        ReadOnlySpan<byte> frame, in QuotedPacket outer, in TunnelOptions options, out QuotedPacket inner)
    {
        inner = default;
        if (outer.IsLaterFragment || outer.TransportOffset > outer.End)
            return false;
        ReadOnlySpan<byte> payload = frame[outer.TransportOffset..outer.End];
        int length = 0;
        InetFamily family;
        switch (options.Type)
        {
            case TunnelType.IpIp:
                family = FamilyOf(outer.Protocol);
                break;
            case TunnelType.Gue when outer.Protocol == IpProtocol.Udp:
                if (payload.Length < GueHeader.UdpLength || BinaryPrimitives.ReadUInt16BigEndian(payload[2..]) != options.Port)
                    return false;
                length = GueHeader.Read(payload[GueHeader.UdpLength..], out byte protocol);
                if (length == 0)
                    return false;
                length += GueHeader.UdpLength;
                family = FamilyOf(protocol);
                break;
            case TunnelType.Gre when outer.Protocol == IpProtocol.Gre:
                length = GreHeader.Read(payload, out ushort type);
                if (length == 0)
                    return false;
                family = type switch { EtherType.IPv4 => InetFamily.V4, EtherType.IPv6 => InetFamily.V6, _ => InetFamily.None };
                break;
            default:
                return false;
        }

        return family != InetFamily.None
            && QuotedPacketParser.TryParse(frame[..outer.End], outer.TransportOffset + length, family, out inner);
    }

    private static InetFamily FamilyOf(byte protocol) => protocol switch
    {
        IpProtocol.IPv4 => InetFamily.V4,
        IpProtocol.IPv6 => InetFamily.V6,
        _ => InetFamily.None,
    };
}
