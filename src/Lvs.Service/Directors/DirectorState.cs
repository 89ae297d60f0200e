using Lvs.Client;

namespace Lvs.Service.Directors;

/// <summary>What is kept beside the rules. Immutable; replaced as a whole on the director's thread.</summary>
internal sealed record DirectorState
{
    /// <summary>The settings changed through the API; null fields were never changed.</summary>
    public LvsSettings Settings { get; init; } = new();

    /// <summary>The timeouts changed through the API; 0 was never changed.</summary>
    public LvsTimeouts Timeouts { get; init; } = new();

    /// <summary>The virtual addresses put on interfaces.</summary>
    public IReadOnlyList<LvsVirtualAddress> VirtualAddresses { get; init; } = [];

    /// <summary>The synchronisation daemons asked for.</summary>
    public IReadOnlyList<LvsSyncDaemon> SyncDaemons { get; init; } = [];
}
