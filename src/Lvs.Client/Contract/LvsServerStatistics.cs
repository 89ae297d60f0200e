namespace Lvs.Client;

/// <summary>Counters and rates of one real server.</summary>
public sealed record LvsServerStatistics : LvsCounters
{
    /// <summary>Address and port.</summary>
    public string Server { get; set; } = "";
}
