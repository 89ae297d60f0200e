using Lvs.Engine.Forwarding;

namespace Lvs.Xdp.Netlink;

/// <summary>A neighbour entry (RTM_NEWNEIGH).</summary>
/// <param name="Key">Device and IP address.</param>
/// <param name="State">Its state.</param>
/// <param name="Mac">Its Ethernet address; none while unknown.</param>
public readonly record struct NeighbourInfo(NeighbourKey Key, NeighbourStates State, MacAddress Mac)
{
    /// <summary>True when frames can be sent to <see cref="Mac"/>.</summary>
    public bool IsUsable => (State & NeighbourStates.Usable) != 0;

    /// <summary>True when it was asked and did not answer.</summary>
    public bool HasFailed => (State & NeighbourStates.Failed) != 0;
}
