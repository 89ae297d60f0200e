namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>A field of a structure: where it begins and how long it is, in bytes.</summary>
internal sealed record BtfField(string Name, int Offset, int Size);
