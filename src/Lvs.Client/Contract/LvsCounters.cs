namespace Lvs.Client;

/// <summary>Counters since the last reset, and rates as IPVS estimates them: sampled every 2 s, avg += (rate - avg) /
/// 4.</summary>
public record LvsCounters
{
    /// <summary>Connections scheduled.</summary>
    public long Conns { get; set; }

    /// <summary>Packets from clients.</summary>
    public long InPackets { get; set; }

    /// <summary>Packets from servers that passed the director.</summary>
    public long OutPackets { get; set; }

    /// <summary>Bytes from clients, IP headers included.</summary>
    public long InBytes { get; set; }

    /// <summary>Bytes from servers that passed the director.</summary>
    public long OutBytes { get; set; }

    /// <summary>Connections a second.</summary>
    public long Cps { get; set; }

    /// <summary>Packets a second from clients.</summary>
    public long InPps { get; set; }

    /// <summary>Packets a second from servers.</summary>
    public long OutPps { get; set; }

    /// <summary>Bytes a second from clients.</summary>
    public long InBps { get; set; }

    /// <summary>Bytes a second from servers.</summary>
    public long OutBps { get; set; }
}
