using Lvs.Engine.Addressing;

namespace Lvs.Engine.Rules;

/// <summary>
/// One rule of the firewall-mark classifier, which stands in for <c>iptables -t mangle -j MARK</c>: XDP runs before
/// netfilter, so lvsd marks by itself. The longest prefix wins, then the narrowest port range, then the lowest mark.
/// </summary>
/// <param name="Destination">The network, host bits zero.</param>
/// <param name="PrefixLength">0 to 32 or 128.</param>
/// <param name="Protocol">TCP, UDP or SCTP; null for all three.</param>
/// <param name="LowPort">First destination port, host order; 0 with <paramref name="HighPort"/> 65535 is every port.</param>
/// <param name="HighPort">Last destination port, inclusive.</param>
/// <param name="Mark">Not 0.</param>
public sealed record MarkRule(
    InetAddress Destination, byte PrefixLength, Protocol? Protocol, ushort LowPort, ushort HighPort, uint Mark);
