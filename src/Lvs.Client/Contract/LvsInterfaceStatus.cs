namespace Lvs.Client;

/// <summary>An interface that carries the XDP program.</summary>
public sealed record LvsInterfaceStatus
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its index.</summary>
    public int Index { get; set; }

    /// <summary>native or generic.</summary>
    public string XdpMode { get; set; } = "";
}
