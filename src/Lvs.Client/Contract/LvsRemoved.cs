namespace Lvs.Client;

/// <summary>How much a removal removed.</summary>
public sealed record LvsRemoved
{
    /// <summary>The number of things removed.</summary>
    public long Removed { get; set; }
}
