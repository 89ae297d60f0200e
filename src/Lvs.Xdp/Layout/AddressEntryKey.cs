using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Layout;

/// <summary>struct lvs_address_key.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct AddressEntryKey(ulong AddressFirst, ulong AddressSecond, uint Family)
{
    internal static AddressEntryKey Of(InetAddress address)
    {
        (ulong first, ulong second) = AddressBytes.Of(address);
        return new AddressEntryKey(first, second, (uint)address.Family);
    }
}
