using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>
/// Masquerading and the hop's own share: the rule that the XDP program repeats byte for byte. Rewrites frames in place,
/// allocates nothing, and keeps the <see cref="PacketHeaders"/> true. A checksum that was wrong stays wrong by the same
/// amount, so that the receiver and not the director judges it.
/// </summary>
public static class Rewriter
{
    /// <summary>Client to server: replaces destination address and port.</summary>
    /// <param name="frame">A frame that <see cref="Packet.TryParse"/> called Ok.</param>
    /// <param name="headers">What it found; changed along.</param>
    /// <param name="address">The real server's address, of the packet's family.</param>
    /// <param name="port">The real server's port in host order.</param>
    /// <returns>False, and nothing changed, when the packet cannot be translated by itself: another family, a pending routing
    /// header, or a fragment whose checksum is not in it.</returns>
    public static bool TranslateDestination(Span<byte> frame, ref PacketHeaders headers, in InetAddress address, ushort port)
    {
        ushort network = ChecksumDelta.Network(headers.Destination, address);
        ushort transport = ChecksumDelta.Transport(headers.Destination, headers.DestinationPort, address, port);
        return TranslateDestination(frame, ref headers, address, port, network, transport);
    }

    /// <summary>Client to server, with the connection's own deltas (<c>in_l3_delta</c>, <c>in_l4_delta</c>).</summary>
    /// <inheritdoc cref="TranslateDestination(Span{byte}, ref PacketHeaders, in InetAddress, ushort)"/>
    public static bool TranslateDestination(
        Span<byte> frame, ref PacketHeaders headers, in InetAddress address, ushort port, ushort networkDelta, ushort transportDelta)
    {
        if (!CanTranslate(headers, address, port != headers.DestinationPort))
            return false;
        address.Write(frame[(headers.NetworkOffset + (address.IsV4 ? 16 : 24))..]);
        if (headers.HasPorts)
            BinaryPrimitives.WriteUInt16BigEndian(frame[(headers.TransportOffset + 2)..], port);
        FixChecksums(frame, headers, networkDelta, transportDelta, port != headers.DestinationPort);
        headers.Destination = address;
        if (headers.HasPorts)
            headers.DestinationPort = port;
        return true;
    }

    /// <summary>Server to client: replaces source address and port.</summary>
    /// <param name="frame">A frame that <see cref="Packet.TryParse"/> called Ok.</param>
    /// <param name="headers">What it found; changed along.</param>
    /// <param name="address">The virtual address, of the packet's family.</param>
    /// <param name="port">The virtual port in host order.</param>
    /// <returns>False, and nothing changed, when the packet cannot be translated by itself.</returns>
    public static bool TranslateSource(Span<byte> frame, ref PacketHeaders headers, in InetAddress address, ushort port)
    {
        ushort network = ChecksumDelta.Network(headers.Source, address);
        ushort transport = ChecksumDelta.Transport(headers.Source, headers.SourcePort, address, port);
        return TranslateSource(frame, ref headers, address, port, network, transport);
    }

    /// <summary>Server to client, with the connection's own deltas (<c>out_l3_delta</c>, <c>out_l4_delta</c>).</summary>
    /// <inheritdoc cref="TranslateSource(Span{byte}, ref PacketHeaders, in InetAddress, ushort)"/>
    public static bool TranslateSource(
        Span<byte> frame, ref PacketHeaders headers, in InetAddress address, ushort port, ushort networkDelta, ushort transportDelta)
    {
        if (!CanTranslate(headers, address, port != headers.SourcePort))
            return false;
        address.Write(frame[(headers.NetworkOffset + (address.IsV4 ? 12 : 8))..]);
        if (headers.HasPorts)
            BinaryPrimitives.WriteUInt16BigEndian(frame[headers.TransportOffset..], port);
        FixChecksums(frame, headers, networkDelta, transportDelta, port != headers.SourcePort);
        headers.Source = address;
        if (headers.HasPorts)
            headers.SourcePort = port;
        return true;
    }

    /// <summary>Takes one from the TTL or hop limit; IPVS does so in every mode, direct routing included.</summary>
    /// <returns>False, and nothing changed, when it would end here: then time exceeded is due.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool DecrementTimeToLive(Span<byte> frame, ref PacketHeaders headers)
    {
        if (headers.TimeToLive <= 1)
            return false;
        headers.TimeToLive--;
        if (headers.Family == InetFamily.V6)
        {
            frame[headers.NetworkOffset + 7] = headers.TimeToLive;
            return true;
        }

        frame[headers.NetworkOffset + 8] = headers.TimeToLive;
        Span<byte> field = frame[(headers.NetworkOffset + 10)..];
        Checksum.Write(field, Checksum.Apply(Checksum.Read(field), ChecksumDelta.TimeToLive));
        return true;
    }

    private static bool CanTranslate(in PacketHeaders headers, in InetAddress address, bool portChanges)
    {
        if (address.Family != headers.Family || (headers.Extensions & ExtensionHeaders.RoutingPending) != 0)
            return false;
        if (!headers.IsFragment)
            return true;

        // A first fragment may carry the checksum, a later one needs no more than its address; SCTP's CRC covers all of it.
        if (headers.FragmentOffset != 0)
            return true;
        int length = headers.End - headers.TransportOffset;
        return headers.Protocol switch
        {
            IpProtocol.Tcp => length >= 18,
            IpProtocol.Udp => length >= 8,
            IpProtocol.Sctp => length >= 4 && !portChanges,
            _ => true,
        };
    }

    private static void FixChecksums(
        Span<byte> frame, in PacketHeaders headers, ushort networkDelta, ushort transportDelta, bool portChanges)
    {
        if (headers.Family == InetFamily.V4)
        {
            Span<byte> field = frame[(headers.NetworkOffset + 10)..];
            Checksum.Write(field, Checksum.Apply(Checksum.Read(field), networkDelta));
        }

        if (!headers.HasPorts)
            return;
        Span<byte> transport = frame[headers.TransportOffset..headers.End];
        switch (headers.Protocol)
        {
            case IpProtocol.Tcp:
                Checksum.Write(transport[16..], Checksum.Apply(Checksum.Read(transport[16..]), transportDelta));
                break;
            case IpProtocol.Udp:
                Checksum.Write(transport[6..], Checksum.ApplyUdp(Checksum.Read(transport[6..]), transportDelta));
                break;
            case IpProtocol.Sctp when portChanges:
                SctpChecksum.Write(transport);
                break;
        }
    }
}
