using Lvs.Client;

namespace Lvs.Service.Options;

/// <summary>Everything that is fixed at start: the configuration file's values, overridden by the command line's.</summary>
internal sealed record LvsdOptions
{
    public const string DefaultConfigurationFile = "/etc/lvs/lvsd.json";

    /// <summary>The Unix socket of the API.</summary>
    public string Socket { get; init; } = LvsApi.DefaultSocket;

    /// <summary>Where the rules are kept.</summary>
    public string StateDirectory { get; init; } = "/var/lib/lvs";

    /// <summary>Where maps, links and programs are pinned; within a bpffs.</summary>
    public string PinDirectory { get; init; } = "/sys/fs/bpf/lvs";

    /// <summary>The interfaces that get the XDP program; empty for every uplink and veth with an address.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>Entries of the connection table; 0 takes a size by the machine's memory.</summary>
    public int Connections { get; init; }

    /// <summary>Real servers there can be, over all services, removed ones with connections included.</summary>
    public int Servers { get; init; } = 131072;

    /// <summary>Whose members may change things; also the group of the socket, if it exists.</summary>
    public string Group { get; init; } = "lvs";

    /// <summary>Whose members may read; null for nobody but the others. The socket's mode is then 0666, since a file has one
    /// group
    /// only, and lvsd turns away whoever is in neither.</summary>
    public string? ReadersGroup { get; init; }

    /// <summary>trace, debug, information, warning, error or critical.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>A log file beside the console, a new one every day; null for none.</summary>
    public string? LogFile { get; init; }

    /// <summary>Bytes of the largest request body, a whole rule set excepted.</summary>
    public long MaximumBody { get; init; } = 1024 * 1024;

    /// <summary>Bytes of the largest rule set.</summary>
    public long MaximumRules { get; init; } = 512L * 1024 * 1024;

    /// <summary>Settings that hold until they are changed through the API.</summary>
    public LvsSettings? Settings { get; init; }

    /// <summary>Timeouts that hold until they are changed through the API.</summary>
    public LvsTimeouts? Timeouts { get; init; }

    /// <summary>Take everything down and exit.</summary>
    public bool Detach { get; init; }
}
