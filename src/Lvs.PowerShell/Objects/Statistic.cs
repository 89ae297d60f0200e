namespace LvsPS;

/// <summary>Counters since the last reset, and rates, of the director, of a service or of a real server.</summary>
public sealed class Statistic
{
    /// <summary>Director, Service or RealServer.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The service; null for the director.</summary>
    public string? Service { get; init; }

    /// <summary>The real server's address and port; null for a director or a service.</summary>
    public string? RealServer { get; init; }

    /// <summary>When it was read.</summary>
    public DateTime Time { get; init; }

    /// <summary>Connections scheduled.</summary>
    public long Connections { get; init; }

    /// <summary>Packets from clients.</summary>
    public long InPackets { get; init; }

    /// <summary>Packets from servers that passed the director.</summary>
    public long OutPackets { get; init; }

    /// <summary>Bytes from clients, IP headers included.</summary>
    public long InBytes { get; init; }

    /// <summary>Bytes from servers that passed the director.</summary>
    public long OutBytes { get; init; }

    /// <summary>Connections a second.</summary>
    public long ConnectionRate { get; init; }

    /// <summary>Packets a second from clients.</summary>
    public long InPacketRate { get; init; }

    /// <summary>Packets a second from servers.</summary>
    public long OutPacketRate { get; init; }

    /// <summary>Bytes a second from clients.</summary>
    public long InByteRate { get; init; }

    /// <summary>Bytes a second from servers.</summary>
    public long OutByteRate { get; init; }

    /// <summary>What it is about.</summary>
    public override string ToString() => RealServer is null ? Service ?? Scope : $"{Service} {RealServer}";

    /// <summary>All of an answer: the director, and each service before its real servers.</summary>
    internal static IEnumerable<Statistic> All(LvsStatistics statistics, DateTime time)
    {
        yield return From("Director", null, null, statistics.Director, time);
        foreach (LvsServiceStatistics service in statistics.Services)
        {
            yield return From("Service", service.Service, null, service, time);
            foreach (LvsServerStatistics server in service.Servers)
                yield return From("RealServer", service.Service, server.Server, server, time);
        }
    }

    private static Statistic From(string scope, string? service, string? server, LvsCounters counters, DateTime time) => new()
    {
        Scope = scope,
        Service = service,
        RealServer = server,
        Time = time,
        Connections = counters.Conns,
        InPackets = counters.InPackets,
        OutPackets = counters.OutPackets,
        InBytes = counters.InBytes,
        OutBytes = counters.OutBytes,
        ConnectionRate = counters.Cps,
        InPacketRate = counters.InPps,
        OutPacketRate = counters.OutPps,
        InByteRate = counters.InBps,
        OutByteRate = counters.OutBps,
    };
}
