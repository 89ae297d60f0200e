namespace Lvs.Client;

/// <summary>Counters and rates of everything.</summary>
public sealed record LvsStatistics
{
    /// <summary>The director as a whole: all services together.</summary>
    public LvsCounters Director { get; set; } = new();

    /// <summary>Each service, with its real servers.</summary>
    public IReadOnlyList<LvsServiceStatistics> Services { get; set; } = [];
}
