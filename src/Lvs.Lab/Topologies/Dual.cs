using System.Net;
using Lvs.Engine.Addressing;

namespace Lvs.Lab.Topologies;

/// <summary>The same thing's address in both families.</summary>
/// <param name="V4">In IPv4.</param>
/// <param name="V6">In IPv6.</param>
internal sealed record Dual(string V4, string V6)
{
    /// <summary>The address in a family.</summary>
    public string this[InetFamily family] => family == InetFamily.V6 ? V6 : V4;

    /// <summary>An end point: this address and a port.</summary>
    public IPEndPoint At(InetFamily family, int port) => new(IPAddress.Parse(this[family]), port);

    /// <summary>Both, IPv4 first.</summary>
    public IEnumerable<string> Both => [V4, V6];
}
