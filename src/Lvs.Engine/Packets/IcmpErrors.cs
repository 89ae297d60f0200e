using System.Buffers.Binary;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>
/// Makes ICMP errors (RFC 792, RFC 1191, RFC 4443) as Linux does: for IPv4 576 bytes at most, precedence internetwork control,
/// TTL 64, no don't-fragment; for IPv6 1280 bytes at most, hop limit 64. They quote the packet as it stands in the frame: IPVS
/// answers with TTL already decremented when the packet was too big for the real server's side, not when it found no server.
/// </summary>
public static class IcmpErrors
{
    /// <summary>The storage an error needs behind its headroom.</summary>
    public const int MaxLength = Packet.EthernetLength + (2 * Packet.VlanLength) + MaxLengthV6;

    private const int MaxLengthV4 = 576;
    private const int MaxLengthV6 = 1280;
    private const int HeaderLength = 8;
    private const byte TimeToLive = 64;

    /// <summary>True when a packet may be answered with an error (RFC 1122 section 3.2.2, RFC 4443 section 2.4): not an ICMP error
    /// or an unknown ICMP message, not a later fragment, neither to nor from a group or a broadcast.</summary>
    public static bool IsAllowed(ReadOnlySpan<byte> frame, in PacketHeaders offending)
    {
        if (offending.FragmentOffset != 0 || !Packet.IsUnicast(offending.Source) || !Packet.IsUnicast(offending.Destination))
            return false;
        if (offending.NetworkOffset > 0 && (frame[0] & 1) != 0)
            return false;
        bool isV4 = offending.Family == InetFamily.V4;
        if (offending.Protocol != (isV4 ? IpProtocol.Icmp : IpProtocol.IcmpV6))
            return true;
        if (offending.End - offending.TransportOffset < 1)
            return false;
        byte type = frame[offending.TransportOffset];
        return isV4 ? IsQuery(type) : type >= IcmpV6.FirstInformational;
    }

    /// <summary>Builds an error about a packet, addressed to its source and, on Ethernet, back where it came from.</summary>
    /// <param name="frame">The frame with the packet; not within <paramref name="storage"/>.</param>
    /// <param name="offending">What <see cref="Packet.TryParse"/> found in it.</param>
    /// <param name="kind">The error.</param>
    /// <param name="mtu">For <see cref="IcmpErrorKind.PacketTooBig"/>, the largest packet that would pass, in bytes.</param>
    /// <param name="source">Whom it comes from: the virtual address towards clients, the director's own towards servers.</param>
    /// <param name="identification">The IPv4 header's identification.</param>
    /// <param name="storage">Where the error is built: <paramref name="headroom"/> and <see cref="MaxLength"/> bytes.</param>
    /// <param name="headroom">How many bytes to leave free in front of it.</param>
    /// <param name="error">The error's frame.</param>
    /// <param name="headers">What is in it.</param>
    /// <returns>False when no error may be sent about this packet (<see cref="IsAllowed"/>), the source is of another family,
    /// or the storage is too small.</returns>
    public static bool TryBuild(
        scoped ReadOnlySpan<byte> frame, scoped in PacketHeaders offending, IcmpErrorKind kind, int mtu,
        scoped in InetAddress source, ushort identification, Span<byte> storage, int headroom,
        out PacketBuffer error, out PacketHeaders headers)
    {
        error = default;
        headers = default;
        if (source.Family != offending.Family || !IsAllowed(frame, offending))
            return false;
        IcmpMessage message = IcmpMessage.Of(kind, offending.Family, mtu);
        return TryWrite(
            frame[..offending.NetworkOffset], frame[offending.NetworkOffset..offending.End], offending.Source, message, source,
            identification, storage, headroom, out error, out headers);
    }

    /// <summary>
    /// Makes a new error for the client out of one that a router within a tunnel sent to the director: the message stays, its
    /// MTU made smaller by the caller (<see cref="TunnelMtu.Relayed"/>), but it quotes the client's own packet.
    /// </summary>
    /// <param name="frame">The frame of the router's error.</param>
    /// <param name="carrier">What <see cref="Packet.TryParse"/> found in it.</param>
    /// <param name="original">The client's packet in it, found by <see cref="QuotedTunnel.TryParse"/>.</param>
    /// <param name="mtu">The MTU to tell when the message is about size; ignored otherwise.</param>
    /// <param name="source">The virtual address, of the original packet's family.</param>
    /// <param name="identification">The IPv4 header's identification.</param>
    /// <param name="storage">Where the error is built.</param>
    /// <param name="headroom">How many bytes to leave free in front of it.</param>
    /// <param name="error">The error's frame.</param>
    /// <param name="headers">What is in it.</param>
    /// <returns>False when none is due: the client allows fragments, or is no host one may answer.</returns>
    public static bool TryRelay(
        scoped ReadOnlySpan<byte> frame, scoped in PacketHeaders carrier, scoped in QuotedPacket original, int mtu,
        scoped in InetAddress source,
        ushort identification, Span<byte> storage, int headroom, out PacketBuffer error, out PacketHeaders headers)
    {
        error = default;
        headers = default;
        IcmpMessage message = IcmpMessage.Relayed(frame, carrier, original.Family, mtu);
        if (source.Family != original.Family || original.IsLaterFragment || !Packet.IsUnicast(original.Source)
            || original.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6)
            return false;
        if (message.IsPacketTooBig(original.Family) && !original.DontFragment)
            return false;
        return TryWrite(
            frame[..carrier.NetworkOffset], frame[original.NetworkOffset..original.End], original.Source, message, source,
            identification, storage, headroom, out error, out headers);
    }

    /// <summary>The next hop's MTU that a fragmentation needed or packet too big tells; 0 for other messages, and from routers
    /// older than RFC 1191.</summary>
    public static int ReportedMtu(ReadOnlySpan<byte> frame, in PacketHeaders headers) =>
        headers.Family == InetFamily.V6
            ? headers.IcmpType != IcmpV6.PacketTooBig ? 0
                : (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(frame[(headers.TransportOffset + 4)..]), ushort.MaxValue)
            : headers.IcmpType != IcmpV4.Unreachable || headers.IcmpCode != IcmpV4.CodeFragmentationNeeded ? 0
                : BinaryPrimitives.ReadUInt16BigEndian(frame[(headers.TransportOffset + 6)..]);

    private static bool IsQuery(byte type) =>
        type is IcmpV4.EchoReply or IcmpV4.EchoRequest or (> IcmpV4.ParameterProblem and <= 18);

    private static bool TryWrite(
        scoped ReadOnlySpan<byte> link, scoped ReadOnlySpan<byte> quoted, scoped in InetAddress destination,
        scoped in IcmpMessage message, scoped in InetAddress source, ushort identification, Span<byte> storage, int headroom,
        out PacketBuffer error, out PacketHeaders headers)
    {
        bool isV4 = source.IsV4;
        int network = isV4 ? IPv4Parser.MinimumHeader : IPv6Parser.HeaderLength;
        int quote = Math.Min(quoted.Length, (isV4 ? MaxLengthV4 : MaxLengthV6) - network - HeaderLength);
        int length = link.Length + network + HeaderLength + quote;
        error = default;
        headers = default;
        if (length > storage.Length - headroom)
            return false;

        // The quotation goes first: its traffic class shapes the header.
        error = new PacketBuffer(storage, headroom, length);
        Span<byte> frame = error.Frame;
        Span<byte> packet = frame[link.Length..];
        Span<byte> icmp = packet[network..];
        quoted[..quote].CopyTo(icmp[HeaderLength..]);
        icmp[0] = message.Type;
        icmp[1] = message.Code;
        Checksum.Write(icmp[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(icmp[4..], message.Information);
        PacketHeaders written = new()
        {
            Family = source.Family,
            TotalLength = network + icmp.Length,
            TimeToLive = TimeToLive,
            Identification = identification,
            Source = source,
            Destination = destination,
        };
        if (isV4)
        {
            written.Protocol = IpProtocol.Icmp;
            written.TrafficClass = (byte)((quoted[1] & 0x1e) | 0xc0);
            IPv4Writer.Write(packet, written);
            Checksum.Write(icmp[2..], (ushort)~Checksum.Sum(icmp));
        }
        else
        {
            written.Protocol = IpProtocol.IcmpV6;
            IPv6Writer.Write(packet, written);
            ushort pseudo = Checksum.PseudoHeader(source, destination, IpProtocol.IcmpV6, icmp.Length);
            Checksum.Write(icmp[2..], (ushort)~Checksum.Sum(icmp, pseudo));
        }

        WriteLink(frame, link, isV4);
        ParseStatus status = link.IsEmpty ? Packet.TryParseNetwork(frame, out headers) : Packet.TryParse(frame, out headers);
        return status == ParseStatus.Ok;
    }

    /// <summary>Back to where the frame came from, with the same VLAN tags.</summary>
    private static void WriteLink(Span<byte> frame, ReadOnlySpan<byte> link, bool isV4)
    {
        if (link.IsEmpty)
            return;
        link.CopyTo(frame);
        link[6..12].CopyTo(frame);
        link[..6].CopyTo(frame[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[(link.Length - 2)..], isV4 ? EtherType.IPv4 : EtherType.IPv6);
    }
}
