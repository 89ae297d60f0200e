using System.Runtime.InteropServices;

namespace Lvs.Engine.Tables;

/// <summary>What the XDP program must know of the settings, and what size the tables have: struct lvs_settings.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct SettingsSlot
{
    internal uint AbiVersion;
    internal uint Flags;
    internal ulong HashSeed;
    internal uint Capacity;
    internal uint IndexMask;
    internal uint MaxServers;
    internal uint Cpus;
    internal ulong EventsLost;
    internal uint RouteEpoch;
    internal uint RoutesUntil;
    internal ulong Reserved;
}
