using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>Reads the transport header of a packet whose IP header is known to be sound.</summary>
internal static class TransportParser
{
    /// <param name="packet">The frame, cut off where the IP packet ends.</param>
    /// <param name="headers">Filled up to the transport offset.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParseStatus Parse(ReadOnlySpan<byte> packet, ref PacketHeaders headers)
    {
        ReadOnlySpan<byte> transport = packet[headers.TransportOffset..];
        if (headers.IsFragment)
        {
            // Lengths speak of the whole datagram and are checked once it is reassembled.
            ParseFragment(transport, ref headers);
            return ParseStatus.Ok;
        }

        switch (headers.Protocol)
        {
            case IpProtocol.Tcp:
                if (transport.Length < 20)
                    return ParseStatus.TruncatedTransport;
                ReadPorts(transport, ref headers);
                headers.TcpFlags = (TcpFlags)transport[13];
                headers.TransportHeaderLength = (transport[12] >> 4) * 4;
                return headers.TransportHeaderLength < 20 || headers.TransportHeaderLength > transport.Length
                    ? ParseStatus.BadTcpDataOffset
                    : ParseStatus.Ok;
            case IpProtocol.Udp:
                if (transport.Length < 8)
                    return ParseStatus.TruncatedTransport;
                ReadPorts(transport, ref headers);
                headers.TransportHeaderLength = 8;
                ushort length = BinaryPrimitives.ReadUInt16BigEndian(transport[4..]);
                return length < 8 || length > transport.Length ? ParseStatus.BadUdpLength : ParseStatus.Ok;
            case IpProtocol.Sctp:
                return ParseSctp(transport, ref headers);
            case IpProtocol.Icmp when headers.Family == InetFamily.V4:
            case IpProtocol.IcmpV6 when headers.Family == InetFamily.V6:
                return ParseIcmp(transport, ref headers);
            default:
                return ParseStatus.Ok;
        }
    }

    private static ParseStatus ParseSctp(ReadOnlySpan<byte> transport, ref PacketHeaders headers)
    {
        if (transport.Length < 16)
            return ParseStatus.TruncatedTransport;
        ReadPorts(transport, ref headers);
        headers.TransportHeaderLength = 12;
        int length = BinaryPrimitives.ReadUInt16BigEndian(transport[14..]);
        headers.SctpChunk = DecisiveChunk(transport[12..], length);
        return length < 4 || length > transport.Length - 12 ? ParseStatus.BadSctpChunk : ParseStatus.Ok;
    }

    /// <summary>The first chunk's type, or that of an ABORT bundled behind a COOKIE ECHO or COOKIE ACK (set_sctp_state).</summary>
    private static byte DecisiveChunk(ReadOnlySpan<byte> chunks, int length)
    {
        int next = (length + 3) & ~3;
        return chunks[0] is SctpChunk.CookieEcho or SctpChunk.CookieAck && next + 4 <= chunks.Length && chunks[next] == SctpChunk.Abort
            ? SctpChunk.Abort
            : chunks[0];
    }

    private static ParseStatus ParseIcmp(ReadOnlySpan<byte> transport, ref PacketHeaders headers)
    {
        if (transport.Length < 8)
            return ParseStatus.TruncatedTransport;
        headers.TransportHeaderLength = 8;
        headers.IcmpType = transport[0];
        headers.IcmpCode = transport[1];
        headers.IsIcmpError = headers.Family == InetFamily.V4
            ? headers.IcmpType is IcmpV4.Unreachable or IcmpV4.SourceQuench or IcmpV4.TimeExceeded
            : headers.IcmpType < IcmpV6.FirstInformational;
        return ParseStatus.Ok;
    }

    private static void ParseFragment(ReadOnlySpan<byte> transport, ref PacketHeaders headers)
    {
        if (headers.FragmentOffset != 0)
            return;
        if ((headers.Protocol is IpProtocol.Tcp or IpProtocol.Udp or IpProtocol.Sctp) && transport.Length >= 4)
            ReadPorts(transport, ref headers);
        if (headers.Protocol == IpProtocol.Tcp && transport.Length >= 14)
            headers.TcpFlags = (TcpFlags)transport[13];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadPorts(ReadOnlySpan<byte> transport, ref PacketHeaders headers)
    {
        headers.SourcePort = BinaryPrimitives.ReadUInt16BigEndian(transport);
        headers.DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(transport[2..]);
        headers.HasPorts = true;
    }
}
