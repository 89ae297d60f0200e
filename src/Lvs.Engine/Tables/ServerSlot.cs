using System.Runtime.InteropServices;

namespace Lvs.Engine.Tables;

/// <summary>
/// A real server as the data path knows it: struct lvs_server, 128 bytes. The first 64 are where its packets leave, which the data
/// plane writes and the XDP program reads; the rest is the director's own.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ServerSlot
{
    internal uint Flags;
    internal uint Ifindex;
    internal ushort Mtu;
    internal ushort Vlan;
    internal fixed byte DestinationMac[6];
    internal fixed byte SourceMac[6];
    internal byte TunnelType;
    internal byte TunnelChecksum;
    internal ushort TunnelPort;
    internal byte Family;
    internal fixed byte Pad[3];
    internal fixed byte TunnelSource[16];
    internal fixed byte Address[16];

    /// <summary>Connections scheduled since the last reset.</summary>
    internal ulong Connections;

    /// <summary>What went through the director itself, less what the CPUs had counted at the last reset: modulo 2^64.</summary>
    internal CounterSlot Director;
    internal fixed ulong OwnReserved[3];
}
