namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>struct lvs_event, for the ring.</summary>
internal readonly record struct Event(uint Slot, uint Generation, byte From, byte To, ushort Pad, uint When);
