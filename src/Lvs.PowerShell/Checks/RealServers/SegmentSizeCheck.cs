namespace LvsPS.Checks.RealServers;

/// <summary>
/// What clients send has to fit into the tunnel. How large their TCP segments are, the real server tells them in its answer to
/// the SYN; left alone, it tells them what its interface takes, and that is too much by the tunnel's headers. Path MTU discovery
/// mends it where ICMP is let through; where it is not, uploads hang.
/// </summary>
internal sealed class SegmentSizeCheck : IRealServerCheck
{
    private const int TcpHeader = 20;

    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(RealServerQuestion question)
    {
        if (question.Method != ForwardingMethod.Tunnel)
            yield break;
        foreach (bool v6 in question.Families)
        {
            string? incoming = question.IncomingDevice(v6);
            if (incoming is null || question.WayBack(v6) is not { } route || question.Network.Link(incoming) is not { } link)
                continue;
            int headers = (v6 ? 40 : 20) + TcpHeader;
            int outgoing = route.Mtu ?? question.Network.Link(route.Device)?.Mtu ?? link.Mtu;
            int segment = route.AdvertisedSegment ?? outgoing - headers;
            int overhead = TunnelOverhead.Of(question.TunnelType, question.DirectorAddress?.Contains(':') ?? false);
            int size = segment + headers + overhead;
            yield return CheckResult.Of(
                "Mtu", incoming, size <= link.Mtu,
                $"Clients are told to send segments of {segment} bytes, {size} bytes in the tunnel; {incoming} takes {link.Mtu}.",
                $"Announce smaller segments (ip route change default via <router> advmss {link.Mtu - overhead - headers}), or "
                + $"raise the MTU on the way from the director to {size}.");
        }
    }
}
