using Lvs.Client;
using Lvs.Service.Options;

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

    /// <summary>Refuses a file of something else, or of a later lvsd.</summary>
    /// <exception cref="StartupException">It is one.</exception>
    public void CheckVersion(string path)
    {
        if (Format != FormatName)
        {
            throw new StartupException(
                $"'{path}' holds no rules of lvsd (its format is '{Format}').",
                "Name another directory with --state, or move the file away.");
        }

        if (Version != CurrentVersion)
        {
            throw new StartupException(
                $"The rules in '{path}' are of version {Version}; this lvsd reads version {CurrentVersion}.",
                $"Install the lvsd that wrote them, or move the file away to start without rules (mv {path} {path}.old).");
        }
    }
}
