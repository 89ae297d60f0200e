namespace Lvs.Client;

/// <summary>The synchronisation daemons: at most one of each role.</summary>
public sealed record LvsSyncDaemons
{
    /// <summary>Those that were started.</summary>
    public IReadOnlyList<LvsSyncDaemon> Daemons { get; set; } = [];
}
