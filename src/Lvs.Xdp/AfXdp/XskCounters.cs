namespace Lvs.Xdp.AfXdp;

/// <summary>What a port has seen since it was opened.</summary>
/// <param name="Received">Frames taken from the rx ring.</param>
/// <param name="Transmitted">Frames that the kernel reported as sent.</param>
/// <param name="TransmitFull">Frames that found no room in the tx ring.</param>
/// <param name="KernelDropped">Frames the kernel dropped for other reasons, such as being larger than a chunk.</param>
/// <param name="RingFull">Frames the kernel dropped because the rx ring was full.</param>
/// <param name="NoBuffers">Times the kernel found the fill ring empty.</param>
/// <param name="Invalid">Descriptors the kernel refused: always 0 unless there is a bug.</param>
public readonly record struct XskCounters(
    ulong Received, ulong Transmitted, ulong TransmitFull, ulong KernelDropped, ulong RingFull, ulong NoBuffers, ulong Invalid);
