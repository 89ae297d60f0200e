using Lvs.Engine.Addressing;

namespace Lvs.Engine.Rules;

/// <summary>What identifies a virtual service: protocol, address and port, or a firewall mark and a family.</summary>
/// <param name="Protocol">TCP, UDP or SCTP; <see cref="Protocol.Ip"/> for a firewall mark.</param>
/// <param name="Address">The virtual address; the unspecified address of the family for a firewall mark.</param>
/// <param name="Port">Host order; 0 means every port (persistent services only) or a firewall mark.</param>
/// <param name="FirewallMark">Not 0 for a firewall-mark service.</param>
public readonly record struct ServiceKey(Protocol Protocol, InetAddress Address, ushort Port, uint FirewallMark)
{
    /// <summary>A service at an address and port.</summary>
    public static ServiceKey ForAddress(Protocol protocol, InetAddress address, ushort port) => new(protocol, address, port, 0);

    /// <summary>A service of everything that carries a firewall mark.</summary>
    public static ServiceKey ForMark(uint mark, InetFamily family) =>
        new(Protocol.Ip, family == InetFamily.V4 ? InetAddress.AnyV4 : InetAddress.AnyV6, 0, mark);

    /// <summary>The family of the clients and the virtual address.</summary>
    public InetFamily Family => Address.Family;

    /// <summary>True for a firewall-mark service.</summary>
    public bool IsFirewallMark => FirewallMark != 0;

    /// <summary><c>tcp/192.0.2.1:80</c>, <c>udp/[2001:db8::1]:53</c>, <c>fwm/5</c> or <c>fwm6/5</c>.</summary>
    public override string ToString()
    {
        if (IsFirewallMark)
            return Family == InetFamily.V4 ? $"fwm/{FirewallMark}" : $"fwm6/{FirewallMark}";
        string name = Protocol.ToString().ToLowerInvariant();
        return Address.IsV6 ? $"{name}/[{Address}]:{Port}" : $"{name}/{Address}:{Port}";
    }
}
