using System.Runtime.InteropServices;

namespace Lvs.Xdp;

/// <summary>struct lvs_event: the XDP program stepped a connection between active and inactive, or shortened its timeout.</summary>
/// <param name="Slot">The connection's slot.</param>
/// <param name="Generation">The slot's generation then: events of an earlier use are to be ignored.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Padding">Unused.</param>
/// <param name="When">The time, in ticks.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct ConnectionEvent(uint Slot, uint Generation, byte From, byte To, ushort Padding, uint When);
