using Lvs.Client;

namespace Lvs.Service.Store;

/// <summary>The file as it is written. The rules stand as in the API, each with its number in the shared tables.</summary>
internal sealed record StoredDocument
{
    public const string FormatName = "lvsps-rules";
    public const int CurrentVersion = 1;

    public string? Format { get; set; }

    public int Version { get; set; }

    public string BootId { get; set; } = "";

    public IReadOnlyList<StoredService> Services { get; set; } = [];

    public IReadOnlyList<LvsFirewallMark> FirewallMarks { get; set; } = [];

    public IReadOnlyList<StoredRemovedServer> RemovedServers { get; set; } = [];

    public LvsSettings Settings { get; set; } = new();

    public LvsTimeouts Timeouts { get; set; } = new();

    public IReadOnlyList<LvsVirtualAddress> VirtualAddresses { get; set; } = [];

    public IReadOnlyList<LvsSyncDaemon> SyncDaemons { get; set; } = [];
}
