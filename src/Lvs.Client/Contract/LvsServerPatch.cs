namespace Lvs.Client;

/// <summary>A change of a real server: what is null stays as it is.</summary>
public sealed record LvsServerPatch
{
    /// <summary>How packets reach it, from the next connection on.</summary>
    public LvsForwardingMethod? ForwardingMethod { get; set; }

    /// <summary>0 to 2147483647; 0 takes no new connections. Ends a suspension.</summary>
    public int? Weight { get; set; }

    /// <summary>True suspends: weight 0, and the weight is remembered; false resumes with that weight. What is so already stays
    /// so. Not together with a weight.</summary>
    public bool? Suspended { get; set; }

    /// <summary>No new connections while it has this many; 0 is no limit.</summary>
    public long? UpperThreshold { get; set; }

    /// <summary>New ones again below this many; 0 means three quarters of the upper.</summary>
    public long? LowerThreshold { get; set; }

    /// <summary>The encapsulation.</summary>
    public LvsTunnelType? TunnelType { get; set; }

    /// <summary>The UDP port of GUE.</summary>
    public int? TunnelPort { get; set; }

    /// <summary>The tunnel's own checksum.</summary>
    public LvsTunnelChecksum? TunnelChecksum { get; set; }
}
