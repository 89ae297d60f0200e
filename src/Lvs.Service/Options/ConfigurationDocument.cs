using Lvs.Client;
using Lvs.Service.Directors;

namespace Lvs.Service.Options;

/// <summary>The configuration file as it is written; config/lvsd.json explains each.</summary>
internal sealed record ConfigurationDocument
{
    public string? Socket { get; set; }

    public string? StateDirectory { get; set; }

    public string? PinDirectory { get; set; }

    public IReadOnlyList<string>? Interfaces { get; set; }

    public int? Connections { get; set; }

    public int? Servers { get; set; }

    public string? Group { get; set; }

    public string? ReadersGroup { get; set; }

    public string? LogLevel { get; set; }

    public string? LogFile { get; set; }

    public long? MaximumBody { get; set; }

    public long? MaximumRules { get; set; }

    public LvsSettings? Settings { get; set; }

    public LvsTimeouts? Timeouts { get; set; }

    /// <exception cref="Problems.ProblemException">A setting or a timeout cannot be so.</exception>
    public LvsdOptions ToOptions(Func<string, Exception> error)
    {
        SettingCatalog.Check(Settings ?? new LvsSettings());
        TimeoutRules.Check(Timeouts ?? new LvsTimeouts());
        LvsdOptions defaults = new();
        return new LvsdOptions
        {
            Socket = Absolute(Socket, "socket") ?? defaults.Socket,
            StateDirectory = Absolute(StateDirectory, "stateDirectory") ?? defaults.StateDirectory,
            PinDirectory = Absolute(PinDirectory, "pinDirectory") ?? defaults.PinDirectory,
            Interfaces = Interfaces ?? defaults.Interfaces,
            Connections = OptionValues.CheckConnections(Connections ?? defaults.Connections, error),
            Servers = OptionValues.CheckServers(Servers ?? defaults.Servers, error),
            Group = Group ?? defaults.Group,
            ReadersGroup = ReadersGroup,
            LogLevel = LogLevel is null ? defaults.LogLevel : OptionValues.ParseLogLevel(LogLevel, error),
            LogFile = Absolute(LogFile, "logFile"),
            MaximumBody = Positive(MaximumBody, "maximumBody") ?? defaults.MaximumBody,
            MaximumRules = Positive(MaximumRules, "maximumRules") ?? defaults.MaximumRules,
            Settings = Settings,
            Timeouts = Timeouts,
        };

        string? Absolute(string? path, string name) => path is null || path.StartsWith('/')
            ? path
            : throw error($"{name} '{path}' is no absolute path");

        long? Positive(long? number, string name) => number is null or > 0
            ? number
            : throw error($"{name} {number} is not above 0");
    }
}
