namespace Lvs.Client.Ipvsadm;

/// <content>
/// Rules as <c>-S</c> saves them. What ipvsadm loses is written too, since a restored rule set must be the one that was saved:
/// thresholds (<c>-x</c>, <c>-y</c>), <c>flag-3</c> of sh and mh, and firewall marks above the largest int as positive numbers,
/// which <c>-R</c> accepts.
/// </content>
public sealed partial class IpvsadmPrinter
{
    private void PrintRules(LvsVirtualService service, IReadOnlyList<LvsRealServer> servers)
    {
        string name = RuleName(service);
        string line = $"-A {name} -s {service.Scheduler}";
        if (service.PersistenceTimeout > 0)
        {
            line += $" -p {Number(service.PersistenceTimeout)}";
            if (Mask(service) is { } mask)
                line += $" -M {mask}";
        }

        if (service.PersistenceEngine is { } engine)
            line += $" --pe {engine}";
        if (service.OnePacket)
            line += " -o";
        if (service.SchedulerFlags is { Count: > 0 } flags)
            line += $" -b {string.Join(',', flags)}";
        Line(line);
        foreach (LvsRealServer server in servers)
            PrintRule(name, service, server);
    }

    private void PrintRule(string name, LvsVirtualService service, LvsRealServer server)
    {
        string method = server.ForwardingMethod switch
        {
            LvsForwardingMethod.Masquerade => "-m",
            LvsForwardingMethod.Tunnel => "-i",
            _ => "-g",
        };
        string line = $"-a {name} -r {Endpoint(server, service)} {method} -w {Number(server.Weight)}";
        if (server.UpperThreshold > 0)
            line += $" -x {Number(server.UpperThreshold)}";
        if (server.LowerThreshold > 0)
            line += $" -y {Number(server.LowerThreshold)}";
        Line(server.ForwardingMethod == LvsForwardingMethod.Tunnel ? line + TunnelRule(server) : line);
    }

    private string RuleName(LvsVirtualService service)
    {
        if (service.FirewallMark is { } mark)
            return service.AddressFamily == LvsAddressFamily.Ipv6 ? $"-f {Number(mark)} -6" : $"-f {Number(mark)}";
        string option = service.Protocol switch
        {
            LvsProtocol.Tcp => "-t",
            LvsProtocol.Udp => "-u",
            _ => "--sctp-service",
        };
        return $"{option} {_endpoints.Of(service.Address!, service.Port ?? 0, service.Protocol)}";
    }

    private static string TunnelRule(LvsRealServer server)
    {
        string checksum = server.TunnelChecksum switch
        {
            LvsTunnelChecksum.Full => "--tun-csum",
            LvsTunnelChecksum.Remote => "--tun-remcsum",
            _ => "--tun-nocsum",
        };
        return server.TunnelType switch
        {
            LvsTunnelType.Gue => $" --tun-type gue --tun-port {Number(server.TunnelPort ?? 0)} {checksum}",
            LvsTunnelType.Gre => $" --tun-type gre {checksum}",
            _ => " --tun-type ipip",
        };
    }
}
