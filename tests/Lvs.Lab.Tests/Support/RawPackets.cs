using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Lvs.Lab.Tests.Support;

/// <summary>Hand-made IP packets, with correct lengths and checksums, for tests to send as they are or to break.</summary>
internal static class RawPackets
{
    private const int Udp = 17;

    /// <summary>A UDP datagram with its IP header.</summary>
    public static byte[] Datagram(IPEndPoint source, IPEndPoint destination, ReadOnlySpan<byte> payload, byte ttl = 64)
    {
        byte[] udp = new byte[8 + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(udp, (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp.AsSpan(2), (ushort)destination.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp.AsSpan(4), (ushort)udp.Length);
        payload.CopyTo(udp.AsSpan(8));
        return Packet(source.Address, destination.Address, Udp, udp, 6, ttl);
    }

    /// <summary>A TCP segment without payload, with its IP header.</summary>
    public static byte[] Segment(IPEndPoint source, IPEndPoint destination, byte flags, uint sequence = 1, byte ttl = 64)
    {
        byte[] tcp = new byte[20];
        BinaryPrimitives.WriteUInt16BigEndian(tcp, (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(tcp.AsSpan(2), (ushort)destination.Port);
        BinaryPrimitives.WriteUInt32BigEndian(tcp.AsSpan(4), sequence);
        tcp[12] = 0x50;
        tcp[13] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp.AsSpan(14), 64240);
        return Packet(source.Address, destination.Address, 6, tcp, 16, ttl);
    }

    /// <summary>An IP packet around a transport header whose checksum is filled in.</summary>
    public static byte[] Packet(
        IPAddress source, IPAddress destination, byte protocol, byte[] transport, int checksumOffset, byte ttl)
    {
        byte[] from = source.GetAddressBytes();
        byte[] to = destination.GetAddressBytes();
        byte[] pseudo = [.. from, .. to, 0, protocol, (byte)(transport.Length >> 8), (byte)transport.Length];
        ushort sum = (ushort)~Sum(transport, Sum(pseudo, 0));
        BinaryPrimitives.WriteUInt16BigEndian(transport.AsSpan(checksumOffset), sum == 0 && protocol == Udp ? (ushort)0xffff : sum);
        return [.. Header(source.AddressFamily, from, to, protocol, transport.Length, ttl), .. transport];
    }

    /// <summary>A packet in a packet: IPIP in any pair of families.</summary>
    public static byte[] Encapsulate(IPAddress source, IPAddress destination, byte[] inner)
    {
        byte protocol = inner[0] >> 4 == 6 ? (byte)41 : (byte)4;
        byte[] header = Header(
            source.AddressFamily, source.GetAddressBytes(), destination.GetAddressBytes(), protocol, inner.Length, 64);
        return [.. header, .. inner];
    }

    /// <summary>An Ethernet frame around an IP packet.</summary>
    public static byte[] Frame(byte[] to, byte[] from, ReadOnlySpan<byte> packet)
    {
        bool v6 = packet.Length > 0 && packet[0] >> 4 == 6;
        return [.. to, .. from, .. v6 ? [0x86, 0xdd] : new byte[] { 0x08, 0x00 }, .. packet];
    }

    private static byte[] Header(AddressFamily family, byte[] from, byte[] to, byte protocol, int length, byte ttl)
    {
        if (family == AddressFamily.InterNetworkV6)
            return [0x60, 0, 0, 0, (byte)(length >> 8), (byte)length, protocol, ttl, .. from, .. to];
        byte[] header = new byte[20];
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(20 + length));
        header[6] = 0x40;
        header[8] = ttl;
        header[9] = protocol;
        from.CopyTo(header, 12);
        to.CopyTo(header, 16);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), (ushort)~Sum(header, 0));
        return header;
    }

    private static ushort Sum(ReadOnlySpan<byte> bytes, uint start)
    {
        uint sum = start;
        for (int i = 0; i < bytes.Length; i += 2)
            sum += i + 1 < bytes.Length ? BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]) : (uint)bytes[i] << 8;
        while (sum > 0xffff)
            sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)sum;
    }
}
