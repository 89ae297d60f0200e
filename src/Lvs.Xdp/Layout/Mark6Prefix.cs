using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Layout;

/// <summary>struct lvs_mark6_key.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct Mark6Prefix(uint PrefixLength, ulong AddressFirst, ulong AddressSecond)
{
    internal static Mark6Prefix Of(InetAddress network, int length)
    {
        (ulong first, ulong second) = AddressBytes.Of(network);
        return new Mark6Prefix((uint)length, first, second);
    }
}
