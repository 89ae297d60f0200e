namespace Lvs.Xdp;

/// <summary>The XDP program on one interface.</summary>
/// <param name="InterfaceIndex">The interface.</param>
/// <param name="InterfaceName">Its name at the time it was attached or adopted.</param>
/// <param name="Mode">Native or generic.</param>
/// <param name="Fragments">True for the variant that takes frames of several buffers, which large MTUs need.</param>
/// <param name="Adopted">True when it was found attached at start.</param>
public sealed record XdpAttachment(uint InterfaceIndex, string InterfaceName, XdpMode Mode, bool Fragments, bool Adopted);
