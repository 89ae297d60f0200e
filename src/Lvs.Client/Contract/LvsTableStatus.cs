namespace Lvs.Client;

/// <summary>A table of the data path and how full it is.</summary>
public sealed record LvsTableStatus
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Entries in use.</summary>
    public long Used { get; set; }

    /// <summary>Entries there is room for.</summary>
    public long Capacity { get; set; }

    /// <summary>Bytes of memory it takes, full or not.</summary>
    public long Bytes { get; set; }
}
