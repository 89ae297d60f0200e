namespace Lvs.Xdp.AfXdp;

/// <summary>Where an interface's sockets stand in the <c>xsks</c> map: what lvs_link tells the XDP program.</summary>
/// <param name="Base">The key of queue 0.</param>
/// <param name="Count">How many queues have a socket.</param>
public readonly record struct XskQueues(uint Base, uint Count);
