namespace Lvs.Client;

/// <summary>A synchronisation daemon as <c>ipvsadm --start-daemon</c> asks for it. Its state is kept and listed; the
/// synchronising itself is not done by this version.</summary>
public sealed record LvsSyncDaemon
{
    /// <summary>Master or backup.</summary>
    public LvsSyncRole Role { get; set; }

    /// <summary>The interface of the multicasts.</summary>
    public string? Interface { get; set; }

    /// <summary>0 to 255.</summary>
    public int SyncId { get; set; }

    /// <summary>The multicast group; null is 224.0.0.81.</summary>
    public string? Group { get; set; }

    /// <summary>The UDP port; null is 8848.</summary>
    public int? Port { get; set; }

    /// <summary>The multicast TTL; null is 1.</summary>
    public int? Ttl { get; set; }

    /// <summary>The largest message in bytes; null fits the interface.</summary>
    public int? MaximumLength { get; set; }
}
