using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Netlink;

/// <summary>What a neighbour entry is found by.</summary>
/// <param name="InterfaceIndex">The device.</param>
/// <param name="Address">The neighbour's IP address.</param>
public readonly record struct NeighbourKey(uint InterfaceIndex, InetAddress Address);
