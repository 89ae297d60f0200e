using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Layout;

/// <summary>An address as the shared tables have it: 16 bytes in network order, IPv4 padded with zeros.</summary>
internal static class AddressBytes
{
    internal static (ulong First, ulong Second) Of(InetAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.WritePadded(bytes);
        return (MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[8..]));
    }
}
