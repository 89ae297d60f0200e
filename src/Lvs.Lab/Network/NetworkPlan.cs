namespace Lvs.Lab.Network;

/// <summary>Nodes and the wires between them, before anything of it exists.</summary>
internal sealed class NetworkPlan
{
    private readonly List<NodePlan> _nodes = [];
    private readonly List<WirePlan> _wires = [];

    /// <summary>All nodes, in the order they were added.</summary>
    public IReadOnlyList<NodePlan> Nodes => _nodes;

    /// <summary>All wires.</summary>
    public IReadOnlyList<WirePlan> Wires => _wires;

    /// <summary>Adds a host or router.</summary>
    public NodePlan Host(string name) => Add(new NodePlan(name));

    /// <summary>Adds a switch.</summary>
    public NodePlan Switch(string name) => Add(new NodePlan(name) { IsSwitch = true });

    /// <summary>Connects two nodes.</summary>
    public void Wire(NodePlan left, string leftDevice, NodePlan right, string rightDevice, int mtu = 1500) =>
        _wires.Add(new WirePlan(left, leftDevice, right, rightDevice, mtu));

    private NodePlan Add(NodePlan node)
    {
        _nodes.Add(node);
        return node;
    }
}
