namespace Lvs.Lab.Topologies;

/// <summary>A real server to start.</summary>
/// <param name="Name">What it answers.</param>
/// <param name="Node">The node it runs on.</param>
/// <param name="HttpPorts">Where it speaks HTTP.</param>
/// <param name="UdpPorts">Where it answers datagrams.</param>
internal sealed record ServerPlan(string Name, string Node, IReadOnlyList<int> HttpPorts, IReadOnlyList<int> UdpPorts);
