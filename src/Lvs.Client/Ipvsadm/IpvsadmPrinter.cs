using System.Globalization;

namespace Lvs.Client.Ipvsadm;

/// <summary>Prints services, real servers and connections as ipvsadm 1.31 does, to the byte.</summary>
public sealed partial class IpvsadmPrinter
{
    private const int ServiceWidth = 33;
    private const int ServerWidth = 28;

    private readonly TextWriter _output;
    private readonly IpvsadmFormat _format;
    private readonly EndpointText _endpoints;

    /// <summary>Makes a printer.</summary>
    /// <param name="output">Where to; lines end in a newline character, whatever the writer's own is.</param>
    /// <param name="format">How.</param>
    /// <param name="names">Finds names, unless the format is numeric.</param>
    public IpvsadmPrinter(TextWriter output, IpvsadmFormat format, IIpvsadmNames names)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(names);
        _output = output;
        _format = format;
        _endpoints = new EndpointText(names, Has(IpvsadmFormat.Numeric));
    }

    /// <summary>Prints the lines above the services; none for rules.</summary>
    public void PrintTitle()
    {
        if (Has(IpvsadmFormat.Stats))
            Columns("Conns   InPkts  OutPkts  InBytes OutBytes", 36);
        else if (Has(IpvsadmFormat.Rate))
            Columns("CPS    InPPS   OutPPS    InBPS   OutBPS", 38);
        else if (Has(IpvsadmFormat.Thresholds))
            Columns("Uthreshold Lthreshold ActiveConn InActConn ", 33);
        else if (Has(IpvsadmFormat.PersistentConnections))
            Columns("Weight    PersistConn ActiveConn InActConn ", 33);
        else if (!Has(IpvsadmFormat.Rule))
        {
            Line("Prot LocalAddress:Port Scheduler Flags");
            Line(Has(IpvsadmFormat.TunnelInfo)
                ? "  -> RemoteAddress:Port           Forward TunnelInfo    Weight ActiveConn InActConn"
                : "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn");
        }
    }

    /// <summary>Prints services with their real servers, in the order that the format asks for.</summary>
    /// <param name="services">The services; their real servers in the order of adding.</param>
    /// <param name="statistics">The counters, for the formats that show them.</param>
    public void Print(IReadOnlyList<LvsVirtualService> services, LvsStatistics? statistics = null)
    {
        Dictionary<string, LvsServiceStatistics> counters = statistics?.Services.ToDictionary(entry => entry.Service) ?? [];
        services = Has(IpvsadmFormat.NoSort) ? ListingOrder.Kernel(services) : ListingOrder.Sorted(services);
        foreach (LvsVirtualService service in services)
            Print(service, counters.GetValueOrDefault(service.Key));
    }

    private void Print(LvsVirtualService service, LvsServiceStatistics? counters)
    {
        IReadOnlyList<LvsRealServer> servers = service.RealServers ?? [];
        servers = Has(IpvsadmFormat.NoSort) ? ListingOrder.Kernel(servers) : ListingOrder.Sorted(servers);
        if (Has(IpvsadmFormat.Rule))
        {
            PrintRules(service, servers);
            return;
        }

        PrintService(service, counters);
        Dictionary<string, LvsServerStatistics> own = counters?.Servers.ToDictionary(entry => entry.Server) ?? [];
        foreach (LvsRealServer server in servers)
            PrintServer(service, server, own.GetValueOrDefault(LvsNames.Server(server)));
    }

    private void PrintService(LvsVirtualService service, LvsServiceStatistics? counters)
    {
        string name = ServiceName(service);
        if (Has(IpvsadmFormat.Stats))
        {
            Line(name.PadRight(ServiceWidth) + Totals(counters ?? new LvsServiceStatistics()));
            return;
        }

        if (Has(IpvsadmFormat.Rate))
        {
            LvsCounters rates = counters ?? new LvsCounters();
            Line(name.PadRight(ServiceWidth) + Large(rates.Cps) + Large(rates.InPps) + Large(rates.OutPps) + Large(rates.InBps)
                + Large(rates.OutBps));
            return;
        }

        string line = $"{name} {service.Scheduler}";
        if (service.SchedulerFlags is { Count: > 0 } flags)
            line += $" ({string.Join(',', flags)})";
        if (service.PersistenceTimeout > 0)
        {
            line += $" persistent {Number(service.PersistenceTimeout)}";
            if (Mask(service) is { } mask)
                line += $" mask {mask}";
            if (service.PersistenceEngine is { } engine)
                line += $" pe {engine}";
        }

        Line(service.OnePacket ? line + " ops" : line);
    }

    private void PrintServer(LvsVirtualService service, LvsRealServer server, LvsServerStatistics? counters)
    {
        string name = Endpoint(server, service);
        if (!server.Address!.Contains(':') && name.Length > ServerWidth)
            name = name[..ServerWidth];
        name = $"  -> {name.PadRight(ServerWidth)}";
        string connections = $" {server.ActiveConnections ?? 0,-10} {server.InactiveConnections ?? 0,-10}";
        if (Has(IpvsadmFormat.Stats))
            Line(name + Totals(counters ?? new LvsServerStatistics()));
        else if (Has(IpvsadmFormat.Rate))
        {
            LvsCounters rates = counters ?? new LvsCounters();
            Line($"{name} {rates.Cps,8} {rates.InPps,8} {rates.OutPps,8}{Large(rates.InBps)}{Large(rates.OutBps)}");
        }
        else if (Has(IpvsadmFormat.Thresholds))
            Line($"{name} {server.UpperThreshold,-10} {server.LowerThreshold,-10}{connections}");
        else if (Has(IpvsadmFormat.PersistentConnections))
            Line($"{name} {server.Weight,-9} {server.PersistentConnections ?? 0,-11}{connections}");
        else if (Has(IpvsadmFormat.TunnelInfo))
            Line($"{name} {Method(server),-7} {Tunnel(server),-13} {server.Weight,-6}{connections}");
        else
            Line($"{name} {Method(server),-7} {server.Weight,-6}{connections}");
    }

    private string ServiceName(LvsVirtualService service)
    {
        if (service.FirewallMark is { } mark)
        {
            // %d in ipvsadm: marks above the largest int show as negative numbers.
            string text = $"FWM  {((int)(uint)mark).ToString(CultureInfo.InvariantCulture)}";
            return service.AddressFamily == LvsAddressFamily.Ipv6 ? text + " IPv6" : text;
        }

        string protocol = service.Protocol switch
        {
            LvsProtocol.Tcp => "TCP",
            LvsProtocol.Udp => "UDP",
            _ => "SCTP",
        };
        string name = $"{protocol,-4} {_endpoints.Of(service.Address!, service.Port ?? 0, service.Protocol)}";
        return service.Address!.Contains(':') || name.Length <= ServiceWidth ? name : name[..ServiceWidth];
    }

    private string Endpoint(LvsRealServer server, LvsVirtualService service) =>
        _endpoints.Of(server.Address!, server.Port ?? 0, service.Protocol);

    // The whole address is not worth a word; the kernel keeps a mask only where it means something.
    private static string? Mask(LvsVirtualService service) => service.PersistenceMask switch
    {
        null or "255.255.255.255" or "128" => null,
        { } mask => mask,
    };

    private static string Method(LvsRealServer server) => server.ForwardingMethod switch
    {
        LvsForwardingMethod.Masquerade => "Masq",
        LvsForwardingMethod.Tunnel => "Tunnel",
        LvsForwardingMethod.Local => "Local",
        _ => "Route",
    };

    private static string Tunnel(LvsRealServer server)
    {
        if (server.ForwardingMethod != LvsForwardingMethod.Tunnel)
            return "n/a";
        string checksum = server.TunnelChecksum switch
        {
            LvsTunnelChecksum.Full => "+c",
            LvsTunnelChecksum.Remote => "r+c",
            _ => "-c",
        };
        return server.TunnelType switch
        {
            LvsTunnelType.Gue => $"gue:{Number(server.TunnelPort ?? 0)}:{checksum}",
            LvsTunnelType.Gre => $"gre:{checksum}",
            _ => "ipip",
        };
    }

    private string Totals(LvsCounters counters) => Large(counters.Conns) + Large(counters.InPackets) + Large(counters.OutPackets)
        + Large(counters.InBytes) + Large(counters.OutBytes);

    private string Large(long number) => LargeNumber.Format(number, Has(IpvsadmFormat.Exact));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private bool Has(IpvsadmFormat format) => (_format & format) != 0;

    private void Columns(string titles, int indent)
    {
        Line("Prot LocalAddress:Port".PadRight(indent) + " " + titles);
        Line("  -> RemoteAddress:Port");
    }

    private void Line(string text)
    {
        _output.Write(text);
        _output.Write('\n');
    }
}
