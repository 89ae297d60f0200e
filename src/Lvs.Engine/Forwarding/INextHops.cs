using Lvs.Engine.Addressing;

namespace Lvs.Engine.Forwarding;

/// <summary>The host's routes and neighbours as the director asks for them. Called on the director's thread, often: it answers
/// from memory and allocates nothing once an address is known.</summary>
public interface INextHops
{
    /// <summary>The way to an address; <paramref name="hop"/> is complete when the result is <see cref="NextHopState.Resolved"/>,
    /// and lacks only the neighbour's MAC address when it is <see cref="NextHopState.Pending"/>.</summary>
    NextHopState Find(InetAddress destination, out NextHop hop);

    /// <summary>True when the address is configured on this host.</summary>
    bool IsLocal(InetAddress address);

    /// <summary>The address this host would itself answer from on an interface, for ICMP errors towards the servers.</summary>
    InetAddress AddressOf(uint interfaceIndex, InetFamily family);
}
