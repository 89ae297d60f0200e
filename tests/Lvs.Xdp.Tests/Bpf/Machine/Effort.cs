namespace Lvs.Xdp.Tests.Programs.Machine;

/// <summary>What a frame cost: BPF instructions, look-ups in maps (the kernel makes seven instructions of one in an array,
/// and a call of one in a hash), and calls of other helpers.</summary>
internal readonly record struct Effort(int Instructions, int LookUps, int Helpers);
