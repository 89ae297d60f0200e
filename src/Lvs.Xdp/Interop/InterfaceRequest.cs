using System.Runtime.InteropServices;

namespace Lvs.Xdp.Interop;

/// <summary><c>struct ifreq</c> (linux/if.h): a device's name and a union, of which ethtool uses the pointer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
internal unsafe struct InterfaceRequest
{
    internal const int NameLength = 16;

    [FieldOffset(0)]
    internal fixed byte Name[NameLength];

    [FieldOffset(16)]
    internal void* Data;
}
