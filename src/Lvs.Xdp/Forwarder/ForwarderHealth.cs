namespace Lvs.Xdp;

/// <summary>How the director's thread is doing.</summary>
/// <param name="SinceLastRound">How long ago it last went round; more than two seconds means that it is stuck.</param>
/// <param name="Rounds">How often it has gone round.</param>
/// <param name="Frames">Frames that came up to it.</param>
/// <param name="Events">Changes of state that it took from the XDP program.</param>
/// <param name="Commands">Commands that it ran.</param>
/// <param name="Failures">Frames and events that ended in an exception: bugs that were survived.</param>
/// <param name="Busy">The time it has worked since the start, waiting excluded.</param>
/// <param name="LongestRound">The longest round within the last full second or this one.</param>
/// <param name="HeldFrames">Frames that wait for a neighbour.</param>
/// <param name="DroppedFrames">Frames that waited in vain.</param>
/// <param name="DeliveredFrames">Frames put into the host's stack.</param>
/// <param name="UndeliveredFrames">Frames that could not be.</param>
/// <param name="CopiedFrames">Frames sent through AF_PACKET.</param>
/// <param name="UnsentFrames">Frames that AF_PACKET refused.</param>
/// <param name="FreeChunks">Chunks of packet memory not in use.</param>
public sealed record ForwarderHealth(
    TimeSpan SinceLastRound,
    long Rounds,
    long Frames,
    long Events,
    long Commands,
    long Failures,
    TimeSpan Busy,
    TimeSpan LongestRound,
    int HeldFrames,
    ulong DroppedFrames,
    ulong DeliveredFrames,
    ulong UndeliveredFrames,
    ulong CopiedFrames,
    ulong UnsentFrames,
    int FreeChunks);
