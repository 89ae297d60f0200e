namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>What became of a frame: the program's return code, the one reason it counted, the frame as it left.</summary>
internal sealed record Verdict(XdpAction Action, Reason Reason, byte[] Frame);
