namespace Lvs.Client;

/// <summary>Counters and rates of one virtual service.</summary>
public sealed record LvsServiceStatistics : LvsCounters
{
    /// <summary>The service's id.</summary>
    public string Service { get; set; } = "";

    /// <summary>Its real servers, in the order of adding.</summary>
    public IReadOnlyList<LvsServerStatistics> Servers { get; set; } = [];
}
