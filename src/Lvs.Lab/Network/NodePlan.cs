namespace Lvs.Lab.Network;

/// <summary>One network namespace to be: its addresses, routes and switches, in the words of <c>ip</c>.</summary>
/// <param name="name">The name within the lab: client, router, director, rs1.</param>
internal sealed class NodePlan(string name)
{
    private readonly List<string> _commands = [];
    private readonly List<(string Key, string Value)> _sysctls = [];

    /// <summary>The name within the lab.</summary>
    public string Name { get; } = name;

    /// <summary>True for a switch: all its devices are ports of one bridge, and it has no addresses.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>Lines for <c>ip -batch</c>, run in the namespace once its devices are there.</summary>
    public IReadOnlyList<string> Commands => _commands;

    /// <summary>Names below /proc/sys and values, set before the devices come, so that these inherit them.</summary>
    public IReadOnlyList<(string Key, string Value)> Sysctls => _sysctls;

    /// <summary>Puts an address on a device; IPv6 without duplicate address detection, which would cost a second.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cidr">The address and its prefix length.</param>
    /// <param name="askedOnly">True for an address that the node never speaks from of its own accord. IPv6 would otherwise prefer
    /// the one added last; IPv4 prefers the first of a network.</param>
    public NodePlan Address(string device, string cidr, bool askedOnly = false)
    {
        string options = cidr.Contains(':') ? askedOnly ? " nodad preferred_lft 0" : " nodad" : "";
        _commands.Add($"addr add {cidr} dev {device}{options}");
        return this;
    }

    /// <summary>Adds a route; <paramref name="destination"/> is a prefix, <c>0.0.0.0/0</c> and <c>::/0</c> included.</summary>
    public NodePlan Route(string destination, string via)
    {
        _commands.Add($"route add {destination} via {via}");
        return this;
    }

    /// <summary>Sets a kernel variable: <c>net/ipv4/ip_forward</c>.</summary>
    public NodePlan Sysctl(string key, string value)
    {
        _sysctls.Add((key, value));
        return this;
    }

    /// <summary>Lets the node forward, as <c>echo 1 &gt; /proc/sys/net/ipv4/ip_forward</c> does in every LVS recipe.</summary>
    public NodePlan Forwards() =>
        Sysctl("net/ipv4/ip_forward", "1").Sysctl("net/ipv6/conf/all/forwarding", "1");

    /// <summary>Holds virtual addresses on lo without telling the neighbours: what a real server of direct routing needs. IPv6
    /// needs no sysctl, as neighbour discovery answers only for addresses of the device it came in by.</summary>
    public NodePlan HoldsQuietly(params IEnumerable<string> addresses)
    {
        Sysctl("net/ipv4/conf/all/arp_ignore", "1").Sysctl("net/ipv4/conf/all/arp_announce", "2");
        foreach (string address in addresses)
            Address("lo", $"{address}/{(address.Contains(':') ? 128 : 32)}", askedOnly: true);
        return this;
    }
}
