using Lvs.Client.Json;

namespace LvsPS;

/// <summary>A rule of the classifier that stands in for iptables -j MARK.</summary>
public sealed class FirewallMark
{
    /// <summary>What identifies it: <c>5/tcp/192.0.2.0/24:80-90</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>The mark, 1 to 4294967295.</summary>
    public long Mark { get; init; }

    /// <summary>The destination: an address or a prefix.</summary>
    public string Destination { get; init; } = "";

    /// <summary>tcp, udp or sctp; null for all three.</summary>
    public string? Protocol { get; init; }

    /// <summary>A destination port or a range; null is every port.</summary>
    public string? Ports { get; init; }

    /// <summary>The identity.</summary>
    public override string ToString() => Id;

    internal static FirewallMark From(LvsFirewallMark mark) => new()
    {
        Id = mark.Id ?? mark.Key,
        Mark = mark.Mark,
        Destination = mark.Destination ?? "",
        Protocol = mark.Protocol is { } protocol ? LvsProtocolConverter.Instance.NameOf(protocol) : null,
        Ports = mark.Ports,
    };
}
