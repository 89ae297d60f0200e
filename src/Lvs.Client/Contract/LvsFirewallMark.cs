using System.Text.Json.Serialization;

namespace Lvs.Client;

/// <summary>
/// A rule of the firewall-mark classifier, which stands in for <c>iptables -j MARK</c>: packets to a network, of a protocol and
/// a range of ports, carry a mark. The longest prefix wins, then the narrowest port range, then the lowest mark.
/// </summary>
public sealed record LvsFirewallMark
{
    /// <summary>Read only: what DELETE takes, <c>5/tcp/192.0.2.0/24:80-90</c>; <c>any</c> stands for all protocols.</summary>
    public string? Id { get; set; }

    /// <summary>The destination: an address or a prefix, <c>192.0.2.1</c>, <c>192.0.2.0/24</c>, <c>2001:db8::/32</c>.</summary>
    public string? Destination { get; set; }

    /// <summary>TCP, UDP or SCTP; null for all three.</summary>
    public LvsProtocol? Protocol { get; set; }

    /// <summary>A destination port or a range, <c>80</c> or <c>80-90</c>; null is every port.</summary>
    public string? Ports { get; set; }

    /// <summary>1 to 4294967295.</summary>
    public long Mark { get; set; }

    /// <summary>The id the properties spell.</summary>
    [JsonIgnore]
    public string Key => LvsNames.FirewallMark(this);
}
