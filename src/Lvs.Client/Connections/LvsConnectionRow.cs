using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace Lvs.Client;

/// <summary>
/// One entry of the connection table as <c>Accept: application/vnd.lvsps.connections</c> gives it: 112 bytes, numbers in
/// little-endian order, addresses in network order (IPv4 in the first four of sixteen bytes, the rest zero). The rows follow a
/// header of 16 bytes, <see cref="LvsConnectionStreamHeader"/>, until the end of the body.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
public struct LvsConnectionRow
{
    /// <summary>Bytes of a row.</summary>
    public const int Size = 112;

    /// <summary>The media type of a stream of rows.</summary>
    public const string MediaType = "application/vnd.lvsps.connections";

    /// <summary>Bytes 0 to 15: the client's address.</summary>
    [FieldOffset(0)]
    public UInt128 ClientBytes;

    /// <summary>Bytes 16 to 31: the address the client asked for.</summary>
    [FieldOffset(16)]
    public UInt128 VirtualBytes;

    /// <summary>Bytes 32 to 47: the real server's address.</summary>
    [FieldOffset(32)]
    public UInt128 ServerBytes;

    /// <summary>The client's port; 0 for a template.</summary>
    [FieldOffset(48)]
    public ushort ClientPort;

    /// <summary>The port the client asked for.</summary>
    [FieldOffset(50)]
    public ushort VirtualPort;

    /// <summary>The real server's port.</summary>
    [FieldOffset(52)]
    public ushort ServerPort;

    /// <summary>The IANA protocol number: 6, 17, 132, or 0 for the template of a firewall-mark service.</summary>
    [FieldOffset(54)]
    public byte Protocol;

    /// <summary>4 or 6: the family of the client and the virtual address.</summary>
    [FieldOffset(55)]
    public byte Family;

    /// <summary>4 or 6: the family of the real server's address.</summary>
    [FieldOffset(56)]
    public byte ServerFamily;

    /// <summary>IPVS's number: 0 masquerading, 1 local, 2 tunnel, 3 direct routing.</summary>
    [FieldOffset(57)]
    public byte Method;

    /// <summary>The protocol's state, IPVS's number; <see cref="LvsConnectionStates"/> has the names.</summary>
    [FieldOffset(58)]
    public byte State;

    /// <summary>What else it is.</summary>
    [FieldOffset(59)]
    public LvsConnectionFlags Flags;

    /// <summary>Tenths of a second until it expires.</summary>
    [FieldOffset(60)]
    public uint ExpiresTenths;

    /// <summary>Packets from the client.</summary>
    [FieldOffset(64)]
    public ulong InPackets;

    /// <summary>Bytes from the client, IP headers included.</summary>
    [FieldOffset(72)]
    public ulong InBytes;

    /// <summary>Packets from the server that passed the director.</summary>
    [FieldOffset(80)]
    public ulong OutPackets;

    /// <summary>Bytes from the server that passed the director.</summary>
    [FieldOffset(88)]
    public ulong OutBytes;

    /// <summary>The firewall mark it came in by; 0 for none.</summary>
    [FieldOffset(96)]
    public uint FirewallMark;

    /// <summary>The port of its service: 0 when the service takes every port. Means nothing with a firewall mark.</summary>
    [FieldOffset(100)]
    public ushort ServicePort;

    /// <summary>Zero.</summary>
    [FieldOffset(102)]
    public ushort Reserved;

    /// <summary>Tenths of a second: the whole timeout of its state.</summary>
    [FieldOffset(104)]
    public uint TimeoutTenths;

    /// <summary>Seconds since it was opened.</summary>
    [FieldOffset(108)]
    public uint AgeSeconds;

    /// <summary>The client's address.</summary>
    public readonly IPAddress ClientAddress => ToAddress(ClientBytes, Family);

    /// <summary>The address the client asked for.</summary>
    public readonly IPAddress VirtualAddress => ToAddress(VirtualBytes, Family);

    /// <summary>The real server's address.</summary>
    public readonly IPAddress ServerAddress => ToAddress(ServerBytes, ServerFamily);

    /// <summary>Packs an address the way a row holds it.</summary>
    /// <param name="address">16 bytes in network order, or 4 for IPv4.</param>
    public static UInt128 Pack(ReadOnlySpan<byte> address)
    {
        Span<byte> padded = stackalloc byte[16];
        padded.Clear();
        address.CopyTo(padded);
        return MemoryMarshal.Read<UInt128>(padded);
    }

    /// <summary>Copies the bytes of an address, 4 or 16 of them by the family.</summary>
    private static IPAddress ToAddress(UInt128 packed, byte family)
    {
        Span<byte> bytes = stackalloc byte[16];
        MemoryMarshal.Write(bytes, in packed);
        return family == 4 ? new IPAddress(BinaryPrimitives.ReadUInt32LittleEndian(bytes)) : new IPAddress(bytes);
    }
}
