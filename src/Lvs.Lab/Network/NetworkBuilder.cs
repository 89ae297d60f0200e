using System.Text;
using Lvs.Lab.Processes;
using Lvs.Xdp.Namespaces;

namespace Lvs.Lab.Network;

/// <summary>Turns a plan into network namespaces, veth pairs and bridges with <c>ip -batch</c>.</summary>
internal static class NetworkBuilder
{
    /// <summary>
    /// Builds a network. When it throws, what was made is still there under its names, for the caller to remove by prefix.
    /// </summary>
    /// <param name="prefix">What the namespaces' names begin with: <c>lvslab-4711-</c>.</param>
    /// <param name="plan">What to build.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The nodes by their names within the lab.</returns>
    public static async Task<Dictionary<string, LabNode>> BuildAsync(string prefix, NetworkPlan plan, CancellationToken cancellation)
    {
        Dictionary<string, LabNode> nodes = [];
        foreach (NodePlan node in plan.Nodes)
        {
            cancellation.ThrowIfCancellationRequested();
            nodes.Add(node.Name, new LabNode(node.Name, NetworkNamespace.Create(prefix + node.Name)));
            nodes[node.Name].Run(() => Prepare(node));
        }

        await BatchAsync(["ip"], Links(prefix, plan), cancellation);
        await Task.WhenAll(plan.Nodes.Select(node => BatchAsync(
            ["ip", "-n", prefix + node.Name], Configuration(plan, node), cancellation)));
        foreach (NodePlan node in plan.Nodes)
            nodes[node.Name].TuneDevices(DevicesOf(plan, node));
        return nodes;
    }

    /// <summary>Removes the namespaces whose names begin with a prefix, and with them the veth pairs and bridges inside.</summary>
    /// <returns>How many there were.</returns>
    public static int Remove(string prefix) =>
        NetworkNamespace.Names().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Count(NetworkNamespace.Delete);

    private static void Prepare(NodePlan node)
    {
        // Reverse path filters would drop the asymmetric ways that direct routing and tunnelling live by, and duplicate address
        // detection and router solicitations would put seconds and strangers' packets into every lab.
        foreach (string scope in new[] { "all", "default" })
        {
            Set($"net/ipv4/conf/{scope}/rp_filter", "0");
            Set($"net/ipv4/conf/{scope}/send_redirects", "0");
            Set($"net/ipv4/conf/{scope}/accept_redirects", "0");
            Set($"net/ipv6/conf/{scope}/accept_redirects", "0");
            Set($"net/ipv6/conf/{scope}/accept_dad", "0");
            Set($"net/ipv6/conf/{scope}/accept_ra", "0");
            Set($"net/ipv6/conf/{scope}/router_solicitations", "0");
            Set($"net/ipv6/conf/{scope}/disable_ipv6", node.IsSwitch ? "1" : "0");
        }

        foreach ((string key, string value) in node.Sysctls)
            Set(key, value);
        static void Set(string key, string value) => File.WriteAllText("/proc/sys/" + key, value);
    }

    private static string Links(string prefix, NetworkPlan plan)
    {
        StringBuilder batch = new();
        int serial = 0;
        foreach (WirePlan wire in plan.Wires)
        {
            batch.Append($"link add {wire.LeftDevice} netns {prefix}{wire.Left.Name} mtu {wire.Mtu} address {Mac(++serial)} type veth ");
            batch.Append($"peer name {wire.RightDevice} netns {prefix}{wire.Right.Name} mtu {wire.Mtu} address {Mac(++serial)}\n");
        }

        return batch.ToString();
    }

    private static string Configuration(NetworkPlan plan, NodePlan node)
    {
        StringBuilder batch = new("link set lo up\n");
        if (node.IsSwitch)
            batch.Append("link add br0 type bridge mcast_snooping 0 forward_delay 0 stp_state 0\nlink set br0 up\n");
        foreach (string device in DevicesOf(plan, node))
            batch.Append($"link set {device} {(node.IsSwitch ? "master br0 " : "")}up\n");
        foreach (string command in node.Commands)
            batch.Append(command).Append('\n');
        return batch.ToString();
    }

    private static IEnumerable<string> DevicesOf(NetworkPlan plan, NodePlan node) => plan.Wires
        .SelectMany(wire => new[] { (wire.Left, wire.LeftDevice), (wire.Right, wire.RightDevice) })
        .Where(end => end.Item1 == node).Select(end => end.Item2);

    // Fixed addresses, the last byte counting the ends of wires, make captures readable.
    private static string Mac(int serial) => $"02:4c:56:53:00:{serial:x2}";

    private static async Task BatchAsync(IEnumerable<string> ip, string batch, CancellationToken cancellation)
    {
        CommandResult result = await Command.RunAsync([.. ip, "-batch", "-"], batch, cancellation: cancellation);
        result.EnsureSuccess();
    }
}
