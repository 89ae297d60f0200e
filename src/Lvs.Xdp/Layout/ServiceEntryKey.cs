using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lvs.Engine.Rules;

namespace Lvs.Xdp.Layout;

/// <summary>struct lvs_service_key: the address in network order and padded, the port in network order.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct ServiceEntryKey(ulong AddressFirst, ulong AddressSecond, ushort Port, byte Protocol, byte Family)
{
    /// <summary>The key of a service at an address.</summary>
    internal static ServiceEntryKey Of(ServiceKey key)
    {
        (ulong first, ulong second) = AddressBytes.Of(key.Address);
        return new ServiceEntryKey(first, second, BinaryPrimitives.ReverseEndianness(key.Port), (byte)key.Protocol, (byte)key.Family);
    }
}
