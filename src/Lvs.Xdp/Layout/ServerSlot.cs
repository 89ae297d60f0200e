using System.Runtime.InteropServices;

namespace Lvs.Xdp.Layout;

/// <summary>struct lvs_server. The first 64 bytes are what the XDP program reads, and what this library writes; the rest belongs to
/// the director.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ServerSlot
{
    internal uint Flags;
    internal uint Ifindex;
    internal ushort Mtu;
    internal ushort Vlan;
    internal fixed byte SourceMac[6];
    internal fixed byte DestinationMac[6];
    internal byte TunnelType;
    internal byte TunnelChecksum;
    internal ushort TunnelPort;
    internal byte Family;
    internal fixed byte Pad[3];
    internal fixed byte TunnelSource[16];
    internal fixed byte Address[16];
    internal ulong Connections;
    internal fixed ulong Ledger[7];
}
