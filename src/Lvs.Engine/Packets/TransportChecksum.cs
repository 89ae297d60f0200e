using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>Transport checksums computed over the whole packet: to verify, and to make packets of our own.</summary>
public static class TransportChecksum
{
    /// <summary>True when the transport checksum is right, absent (UDP's zero), or of a protocol that has none known here.
    /// Fragments cannot be judged and count as valid.</summary>
    public static bool IsValid(ReadOnlySpan<byte> frame, in PacketHeaders headers)
    {
        ReadOnlySpan<byte> transport = frame[headers.TransportOffset..headers.End];
        if (headers.IsFragment)
            return true;
        switch (headers.Protocol)
        {
            case IpProtocol.Udp when Checksum.Read(transport[6..]) == 0:
                return true;
            case IpProtocol.Sctp:
                return SctpChecksum.IsValid(transport);
            case IpProtocol.Icmp when headers.Family == InetFamily.V4:
                return Checksum.Sum(transport) == 0xffff;
            case IpProtocol.Tcp or IpProtocol.Udp:
            case IpProtocol.IcmpV6 when headers.Family == InetFamily.V6:
                return Checksum.Sum(Covered(transport, headers.Protocol), Pseudo(transport, headers)) == 0xffff;
            default:
                return true;
        }
    }

    /// <summary>Computes and writes the transport checksum of a whole packet; other protocols and fragments stay as they are.</summary>
    public static void Write(Span<byte> frame, in PacketHeaders headers)
    {
        Span<byte> transport = frame[headers.TransportOffset..headers.End];
        if (headers.IsFragment)
            return;
        switch (headers.Protocol)
        {
            case IpProtocol.Sctp:
                SctpChecksum.Write(transport);
                break;
            case IpProtocol.Icmp when headers.Family == InetFamily.V4:
                Write(transport, 2, transport, 0);
                break;
            case IpProtocol.IcmpV6 when headers.Family == InetFamily.V6:
                Write(transport, 2, transport, Pseudo(transport, headers));
                break;
            case IpProtocol.Tcp:
                Write(transport, 16, transport, Pseudo(transport, headers));
                break;
            case IpProtocol.Udp:
                Write(transport, 6, Covered(transport, IpProtocol.Udp), Pseudo(transport, headers));
                if (Checksum.Read(transport[6..]) == 0)
                    Checksum.Write(transport[6..], 0xffff);
                break;
        }
    }

    private static void Write(Span<byte> transport, int field, ReadOnlySpan<byte> covered, ushort initial)
    {
        Checksum.Write(transport[field..], 0);
        Checksum.Write(transport[field..], (ushort)~Checksum.Sum(covered, initial));
    }

    /// <summary>UDP's checksum ends where UDP's length says, the others' where the packet does.</summary>
    private static ReadOnlySpan<byte> Covered(ReadOnlySpan<byte> transport, byte protocol) =>
        protocol == IpProtocol.Udp ? transport[..Checksum.Swap(Checksum.Read(transport[4..]))] : transport;

    private static ushort Pseudo(ReadOnlySpan<byte> transport, in PacketHeaders headers) => Checksum.PseudoHeader(
        headers.Source, headers.Destination, headers.Protocol, Covered(transport, headers.Protocol).Length);
}
