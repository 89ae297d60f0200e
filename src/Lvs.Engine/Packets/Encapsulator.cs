using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Packets;

/// <summary>
/// Puts packets into tunnels as IPVS does on Linux 6.1: the outer TTL is the inner one's after its decrement, DSCP is copied,
/// ECN follows RFC 6040's compatible rule (CE becomes ECT(0)), IPv6's flow label is 0, IPv4's don't-fragment bit is that of
/// an inner IPv4 packet where pmtu_disc says so. The inner packet is not changed.
/// </summary>
public static class Encapsulator
{
    /// <summary>Encapsulates a frame in place. The Ethernet header goes, as does padding; what stands in front afterwards is 14
    /// bytes that <see cref="LinkLayer.TryWrite"/> must fill.</summary>
    /// <param name="buffer">The frame, its TTL already decremented, with <see cref="TunnelMtu.Overhead"/> bytes of headroom.</param>
    /// <param name="headers">What is known of it; on success, of the outer packet.</param>
    /// <param name="tunnel">The tunnel.</param>
    /// <param name="identification">The outer IPv4 header's identification; a packet with don't-fragment gets 0, as Linux
    /// gives it.</param>
    /// <param name="tupleHash">The hash of the connection's client side, for <see cref="GueSourcePort"/>.</param>
    /// <param name="partialChecksum">True when the transport checksum is known to hold the pseudo header's sum only, as frames
    /// of local origin have it: with <see cref="TunnelChecksum.Remote"/> the receiver is then told to complete it. Frames from
    /// a wire are complete, and with them Remote means what Full means, as in the kernel.</param>
    /// <returns>False, and nothing changed, when there is not enough headroom or the result would exceed 65535 bytes.</returns>
    public static bool TryEncapsulate(
        ref PacketBuffer buffer, ref PacketHeaders headers, in Tunnel tunnel, ushort identification, ulong tupleHash,
        bool partialChecksum = false)
    {
        int checksumField = headers.Protocol switch { IpProtocol.Tcp => 16, IpProtocol.Udp => 6, _ => 0 };
        bool remote = partialChecksum && checksumField != 0 && !headers.IsFragment
            && tunnel.Options is { Type: TunnelType.Gue, Checksum: TunnelChecksum.Remote };
        int overhead = TunnelMtu.Overhead(tunnel.Source.Family, tunnel.Options) + (remote ? GueHeader.RemoteChecksumLength : 0);
        int prepend = overhead + Packet.EthernetLength - headers.NetworkOffset;
        int total = overhead + headers.TotalLength;
        int payload = tunnel.Source.IsV4 ? total : total - IPv6Parser.HeaderLength;
        if (payload > ushort.MaxValue || prepend > buffer.Start || !buffer.Truncate(headers.End) || !buffer.TryPrepend(prepend))
            return false;

        Span<byte> outer = buffer.Frame[Packet.EthernetLength..];
        int headerLength = tunnel.Source.IsV4 ? IPv4Parser.MinimumHeader : IPv6Parser.HeaderLength;
        byte protocol = headers.Family == InetFamily.V4 ? IpProtocol.IPv4 : IpProtocol.IPv6;
        Span<byte> shim = outer[headerLength..];
        switch (tunnel.Options.Type)
        {
            case TunnelType.Gue:
                if (remote)
                {
                    ushort start = (ushort)headers.NetworkHeaderLength;
                    GueHeader.WriteRemoteChecksum(shim[GueHeader.UdpLength..], protocol, start, (ushort)(start + checksumField));
                }
                else
                {
                    GueHeader.Write(shim[GueHeader.UdpLength..], protocol);
                }

                WriteUdp(shim, tunnel, GueSourcePort.Of(tupleHash));
                protocol = IpProtocol.Udp;
                break;
            case TunnelType.Gre:
                GreHeader.Write(shim, headers.Family, tunnel.Options.Checksum == TunnelChecksum.Full);
                protocol = IpProtocol.Gre;
                break;
        }

        buffer.Frame[..Packet.EthernetLength].Clear();
        headers = WriteOuter(outer, headers, tunnel, protocol, total, identification);
        return true;
    }

    /// <summary>The ECN field of the outer header: the inner one's, but ECT(0) for CE, so that a mark made within the tunnel can be
    /// told apart (RFC 3168 section 9.1.1, full functionality).</summary>
    internal static byte OuterTrafficClass(byte inner) => (inner & 3) == 3 ? (byte)(inner - 1) : inner;

    private static PacketHeaders WriteOuter(
        Span<byte> outer, in PacketHeaders inner, in Tunnel tunnel, byte protocol, int total, ushort identification)
    {
        PacketHeaders headers = new()
        {
            NetworkOffset = Packet.EthernetLength,
            TotalLength = total,
            Family = tunnel.Source.Family,
            Protocol = protocol,
            TimeToLive = inner.TimeToLive,
            TrafficClass = OuterTrafficClass(inner.TrafficClass),
            Source = tunnel.Source,
            Destination = tunnel.Destination,
        };
        if (tunnel.Source.IsV4)
        {
            headers.DontFragment = tunnel.CopyDontFragment && inner.Family == InetFamily.V4 && inner.DontFragment;
            headers.Identification = headers.DontFragment ? 0u : identification;
            headers.TransportOffset = Packet.EthernetLength + IPv4Parser.MinimumHeader;
            IPv4Writer.Write(outer, headers);
        }
        else
        {
            headers.DontFragment = true;
            headers.TransportOffset = Packet.EthernetLength + IPv6Parser.HeaderLength;
            IPv6Writer.Write(outer, headers);
        }

        return headers;
    }

    private static void WriteUdp(Span<byte> datagram, in Tunnel tunnel, ushort sourcePort)
    {
        BinaryPrimitives.WriteUInt16BigEndian(datagram, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], tunnel.Options.Port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[4..], (ushort)datagram.Length);
        Checksum.Write(datagram[6..], 0);
        if (tunnel.Options.Checksum == TunnelChecksum.None)
            return;
        ushort pseudo = Checksum.PseudoHeader(tunnel.Source, tunnel.Destination, IpProtocol.Udp, datagram.Length);
        ushort checksum = (ushort)~Checksum.Sum(datagram, pseudo);
        Checksum.Write(datagram[6..], checksum == 0 ? (ushort)0xffff : checksum);
    }
}
