namespace LvsPS;

/// <summary>
/// A virtual service as the cmdlets give it: flat text and numbers, so that it survives ConvertTo-Json, Export-Csv and remoting;
/// the properties bear the names of the parameters of New-LvsService.
/// </summary>
public sealed class VirtualService
{
    /// <summary>What identifies it: <c>tcp/192.0.2.1:80</c>, <c>udp/[2001:db8::1]:53</c>, <c>fwm/5</c> or
    /// <c>fwm6/5</c>.</summary>
    public string Service { get; init; } = "";

    /// <summary>tcp, udp or sctp; null for a firewall-mark service.</summary>
    public string? Protocol { get; init; }

    /// <summary>The virtual address; null for a firewall-mark service.</summary>
    public string? Address { get; init; }

    /// <summary>The port, 0 for every port; null for a firewall-mark service.</summary>
    public int? Port { get; init; }

    /// <summary>The mark of a firewall-mark service, else null.</summary>
    public long? FirewallMark { get; init; }

    /// <summary>ipv4 or ipv6 for a firewall-mark service, else null: the address says it.</summary>
    public string? AddressFamily { get; init; }

    /// <summary>The scheduler's name.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>The scheduler's flags, separated by commas; null for none.</summary>
    public string? SchedulerFlag { get; init; }

    /// <summary>Seconds that a client keeps its real server; 0 is not persistent.</summary>
    public long PersistenceTimeout { get; init; }

    /// <summary>How much of a client's address counts: a netmask or an IPv6 prefix length; null is all of it.</summary>
    public string? PersistenceMask { get; init; }

    /// <summary>The persistence engine; null for none.</summary>
    public string? PersistenceEngine { get; init; }

    /// <summary>True when every datagram is scheduled anew.</summary>
    public bool OnePacket { get; init; }

    /// <summary>Seconds an established TCP connection may be idle here; null follows the director.</summary>
    public long? TcpTimeout { get; init; }

    /// <summary>Seconds in FIN_WAIT here; null follows the director.</summary>
    public long? TcpFinTimeout { get; init; }

    /// <summary>Seconds a UDP flow may be idle here; null follows the director.</summary>
    public long? UdpTimeout { get; init; }

    /// <summary>The real servers in the order of adding; schedulers try the last one first.</summary>
    public RealServerList RealServers { get; init; } = [];

    /// <summary>The service as the director told it, for listings and exports.</summary>
    internal LvsVirtualService? Contract { get; init; }

    /// <summary>The identity, so that a service can stand wherever one is asked for.</summary>
    public override string ToString() => Service;

    internal static VirtualService From(LvsVirtualService service)
    {
        string id = service.Id ?? service.Key;
        return new VirtualService
        {
            Contract = service,
            Service = id,
            Protocol = service.Protocol is { } protocol ? Names.Of(protocol) : null,
            Address = service.Address,
            Port = service.Port,
            FirewallMark = service.FirewallMark,
            AddressFamily = service.FirewallMark is null ? null : Names.Of(service.AddressFamily ?? LvsAddressFamily.Ipv4),
            Scheduler = service.Scheduler,
            SchedulerFlag = service.SchedulerFlags is { Count: > 0 } flags ? string.Join(',', flags) : null,
            PersistenceTimeout = service.PersistenceTimeout,
            PersistenceMask = service.PersistenceMask,
            PersistenceEngine = service.PersistenceEngine,
            OnePacket = service.OnePacket,
            TcpTimeout = service.Timeouts is { Tcp: > 0 } ? service.Timeouts.Tcp : null,
            TcpFinTimeout = service.Timeouts is { TcpFin: > 0 } ? service.Timeouts.TcpFin : null,
            UdpTimeout = service.Timeouts is { Udp: > 0 } ? service.Timeouts.Udp : null,
            RealServers = [.. (service.RealServers ?? []).Select(server => RealServer.From(id, server))],
        };
    }
}
