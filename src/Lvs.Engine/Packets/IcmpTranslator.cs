using System.Buffers.Binary;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>
/// Translates ICMP errors about masqueraded connections, in place: the outer address, the quoted packet's address and port,
/// the quoted IPv4 header's checksum and the ICMP checksum. Like IPVS it leaves the quoted transport checksum as it was: the
/// receiver cannot verify it on a quotation, and the recordings show it untouched. The TTL is
/// <see cref="Rewriter.DecrementTimeToLive"/>'s.
/// </summary>
public static class IcmpTranslator
{
    /// <summary>An error from the real server's side, about what a client sent: it appears to come from the virtual service, and
    /// quotes the packet as the client sent it.</summary>
    /// <param name="frame">The frame of the error.</param>
    /// <param name="headers">What <see cref="Packet.TryParse"/> found in it; changed along.</param>
    /// <param name="quoted">What <see cref="Packet.TryParseQuoted"/> found in it; changed along.</param>
    /// <param name="virtualAddress">The service's address.</param>
    /// <param name="virtualPort">The service's port in host order.</param>
    /// <returns>False, and nothing changed, when the addresses are of another family or the quoted ports are missing.</returns>
    public static bool ToClient(
        Span<byte> frame, ref PacketHeaders headers, ref QuotedPacket quoted, in InetAddress virtualAddress, ushort virtualPort)
    {
        if (!CanTranslate(headers, quoted, virtualAddress))
            return false;
        Translate(frame, headers, quoted, headers.Source, virtualAddress, true, virtualPort);
        headers.Source = virtualAddress;
        quoted.Destination = virtualAddress;
        quoted.DestinationPort = virtualPort;
        return true;
    }

    /// <summary>An error from the client's side, about what a real server answered: it goes on to that server, and quotes the
    /// packet as the server sent it.</summary>
    /// <param name="frame">The frame of the error.</param>
    /// <param name="headers">What <see cref="Packet.TryParse"/> found in it; changed along.</param>
    /// <param name="quoted">What <see cref="Packet.TryParseQuoted"/> found in it; changed along.</param>
    /// <param name="server">The real server's address.</param>
    /// <param name="serverPort">The real server's port in host order.</param>
    /// <returns>False, and nothing changed, when the addresses are of another family or the quoted ports are missing.</returns>
    public static bool ToServer(
        Span<byte> frame, ref PacketHeaders headers, ref QuotedPacket quoted, in InetAddress server, ushort serverPort)
    {
        if (!CanTranslate(headers, quoted, server))
            return false;
        Translate(frame, headers, quoted, headers.Destination, server, false, serverPort);
        headers.Destination = server;
        quoted.Source = server;
        quoted.SourcePort = serverPort;
        return true;
    }

    private static bool CanTranslate(in PacketHeaders headers, in QuotedPacket quoted, in InetAddress address) =>
        headers.IsIcmpError && !headers.IsFragment && quoted.HasPorts && address.Family == headers.Family
        && quoted.Family == headers.Family && (headers.Extensions & ExtensionHeaders.RoutingPending) == 0;

    /// <param name="frame">The frame.</param>
    /// <param name="headers">The error.</param>
    /// <param name="quoted">What it quotes.</param>
    /// <param name="from">The outer address that is replaced.</param>
    /// <param name="to">What replaces it, outside and in the quotation.</param>
    /// <param name="toClient">Outside the source, quoted the destination; or the other way round.</param>
    /// <param name="port">The quoted port's new value.</param>
    private static void Translate(
        Span<byte> frame, in PacketHeaders headers, in QuotedPacket quoted, in InetAddress from, in InetAddress to, bool toClient,
        ushort port)
    {
        bool isV4 = to.IsV4;
        int source = isV4 ? 12 : 8;
        int destination = isV4 ? 16 : 24;
        Span<byte> changing = frame[quoted.NetworkOffset..(quoted.TransportOffset + 4)];
        ushort before = Checksum.Sum(changing);
        to.Write(changing[(toClient ? destination : source)..]);
        BinaryPrimitives.WriteUInt16BigEndian(changing[^(toClient ? 2 : 4)..], port);
        if (isV4)
            Checksum.WriteHeader(changing[..^4]);
        ushort delta = Checksum.Add((ushort)~before, Checksum.Sum(changing));

        to.Write(frame[(headers.NetworkOffset + (toClient ? source : destination))..]);
        ushort addresses = ChecksumDelta.Address(from, to);
        if (isV4)
        {
            Span<byte> header = frame[(headers.NetworkOffset + 10)..];
            Checksum.Write(header, Checksum.Apply(Checksum.Read(header), addresses));
        }
        else
        {
            delta = Checksum.Add(delta, addresses);
        }

        Span<byte> field = frame[(headers.TransportOffset + 2)..];
        Checksum.Write(field, Checksum.Apply(Checksum.Read(field), delta));
    }
}
