namespace Lvs.Lab.Network;

/// <summary>A cable between two nodes: a veth pair.</summary>
/// <param name="Left">One node.</param>
/// <param name="LeftDevice">The device's name there.</param>
/// <param name="Right">The other node.</param>
/// <param name="RightDevice">The device's name there.</param>
/// <param name="Mtu">The largest IP packet, both ways.</param>
internal sealed record WirePlan(NodePlan Left, string LeftDevice, NodePlan Right, string RightDevice, int Mtu);
