using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Layout;

/// <summary>struct lvs_mark4_key.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct Mark4Prefix(uint PrefixLength, uint Address)
{
    internal static Mark4Prefix Of(InetAddress network, int length) => new((uint)length, (uint)AddressBytes.Of(network).First);
}
