using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Packets;

/// <summary>How much room a tunnel takes.</summary>
public static class TunnelMtu
{
    /// <summary>The smallest IPv4 MTU (RFC 791).</summary>
    public const int MinimumV4 = 68;

    /// <summary>The smallest IPv6 MTU (RFC 8200).</summary>
    public const int MinimumV6 = 1280;

    /// <summary>The bytes an encapsulation adds: the outer IP header, and the GUE (UDP 8 + 4) or GRE (4, with checksum 8) header.</summary>
    /// <param name="outer">The family of the tunnel's own addresses.</param>
    /// <param name="tunnel">The encapsulation.</param>
    public static int Overhead(InetFamily outer, in TunnelOptions tunnel)
    {
        int header = outer == InetFamily.V4 ? IPv4Parser.MinimumHeader : IPv6Parser.HeaderLength;
        return header + tunnel.Type switch
        {
            TunnelType.Gue => GueHeader.UdpLength + GueHeader.Length,
            TunnelType.Gre => tunnel.Checksum == TunnelChecksum.Full ? 8 : 4,
            _ => 0,
        };
    }

    /// <summary>The largest packet that fits into a tunnel over a link of <paramref name="mtu"/> bytes. IPVS sends nothing where less
    /// than the outer family's minimum is left; here what fits goes, as it does in the XDP program.</summary>
    public static int Inner(int mtu, InetFamily outer, in TunnelOptions tunnel) => mtu - Overhead(outer, tunnel);

    /// <summary>The MTU to tell a client when a router within the tunnel reported <paramref name="mtu"/>. What would fall below
    /// 68 is handed on as it is, as IPVS does.</summary>
    public static int Relayed(int mtu, InetFamily outer, in TunnelOptions tunnel)
    {
        int overhead = Overhead(outer, tunnel);
        return mtu > MinimumV4 + overhead ? mtu - overhead : mtu;
    }
}
