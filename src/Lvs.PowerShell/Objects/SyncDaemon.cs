namespace LvsPS;

/// <summary>A synchronisation daemon that was asked for. Its state is kept and listed; connections are not yet
/// synchronised.</summary>
public sealed class SyncDaemon
{
    /// <summary>Master or Backup.</summary>
    public string Role { get; init; } = "";

    /// <summary>The interface of the multicasts.</summary>
    public string? Interface { get; init; }

    /// <summary>0 to 255.</summary>
    public int SyncId { get; init; }

    /// <summary>The multicast group; null is 224.0.0.81.</summary>
    public string? Group { get; init; }

    /// <summary>The UDP port; null is 8848.</summary>
    public int? Port { get; init; }

    /// <summary>The multicast TTL; null is 1.</summary>
    public int? Ttl { get; init; }

    /// <summary>The largest message in bytes; null fits the interface.</summary>
    public int? MaximumLength { get; init; }

    internal static SyncDaemon From(LvsSyncDaemon daemon) => new()
    {
        Role = daemon.Role.ToString(),
        Interface = daemon.Interface,
        SyncId = daemon.SyncId,
        Group = daemon.Group,
        Port = daemon.Port,
        Ttl = daemon.Ttl,
        MaximumLength = daemon.MaximumLength,
    };
}
