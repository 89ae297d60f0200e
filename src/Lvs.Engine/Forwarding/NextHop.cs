using Lvs.Engine.Addressing;

namespace Lvs.Engine.Forwarding;

/// <summary>Where frames to an address leave: what a route and a neighbour entry say together.</summary>
/// <param name="InterfaceIndex">The device (a VLAN device's parent when <paramref name="Vlan"/> is not 0).</param>
/// <param name="Mtu">The largest IP packet that fits, in bytes.</param>
/// <param name="Vlan">The VLAN tag to push, 0 for none.</param>
/// <param name="Source">The device's own MAC address.</param>
/// <param name="Destination">The neighbour's MAC address.</param>
/// <param name="LocalAddress">The director's own address that the route prefers: the outer source of tunnels and ICMP errors.</param>
/// <param name="CanRedirect">True when XDP can redirect into the device.</param>
public readonly record struct NextHop(
    uint InterfaceIndex, ushort Mtu, ushort Vlan, MacAddress Source, MacAddress Destination, InetAddress LocalAddress, bool CanRedirect);
