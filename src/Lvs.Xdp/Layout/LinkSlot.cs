using System.Runtime.InteropServices;

namespace Lvs.Xdp.Layout;

/// <summary>struct lvs_link: what the XDP program knows of an interface.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LinkSlot
{
    internal uint Flags;
    internal uint RedirectIfindex;
    internal uint XskBase;
    internal uint Queues;
    internal ushort Vlan;
    internal ushort Mtu;
    internal fixed byte Mac[6];
    internal fixed byte VirtualMac[6];
}
