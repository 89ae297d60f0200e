using System.Globalization;

namespace Lvs.Service.Options;

/// <summary>The command line: <c>--name value</c> or <c>--name=value</c>, the last one counts, but --interface adds up.</summary>
internal sealed record CommandLine
{
    public const string Help = """
        Usage: lvsd [OPTION]...
        The LvsPS director: spreads traffic for virtual addresses over real servers.

          --socket PATH        the Unix socket of the API         (default /run/lvs/lvsd.sock)
          --state DIR          where the rules are kept           (default /var/lib/lvs)
          --pin DIR            where the data path is pinned, within a bpffs
                                                                  (default /sys/fs/bpf/lvs)
          --interface NAME     attach to this interface; may be repeated
                               (default: every uplink and veth with an address)
          --connections N      entries of the connection table    (default: by memory)
          --config FILE        configuration, JSON with comments  (default /etc/lvs/lvsd.json, if there)
          --readers-group NAME members may read, but change nothing
          --log-level LEVEL    trace, debug, information, warning, error or critical
          --log-file FILE      log there too, a new file every day
          --detach             take the data path down, forget its connections, and exit
          --print-config       print a configuration file with every option explained
          --help               print this
          --version            print the version

        SIGTERM stops lvsd and leaves the data path in place: known connections are forwarded, and the next start
        adopts them. SIGHUP does nothing: rules and settings are changed through the API.
        Exit codes: 0 ended as asked, 1 cannot start or failed, 2 wrong usage.
        """;

    public string? ConfigurationFile { get; private set; }

    public bool ShowHelp { get; private set; }

    public bool ShowVersion { get; private set; }

    public bool PrintConfiguration { get; private set; }

    private string? Socket { get; set; }

    private string? StateDirectory { get; set; }

    private string? PinDirectory { get; set; }

    private string? ReadersGroup { get; set; }

    private string? LogFile { get; set; }

    private LogLevel? Level { get; set; }

    private int? Connections { get; set; }

    private List<string> Interfaces { get; } = [];

    private bool Detach { get; set; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">One of them is unknown, lacks its value or has one it cannot have.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        CommandLine line = new();
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i];
            string? attached = null;
            int equals = name.IndexOf('=');
            if (name.StartsWith("--", StringComparison.Ordinal) && equals > 0)
                (name, attached) = (name[..equals], name[(equals + 1)..]);
            if (line.SetSwitch(name))
            {
                if (attached is not null)
                    throw new UsageException($"option '{name}' takes no value, but was given '{attached}'");
                continue;
            }

            line.SetValue(name, () =>
            {
                string? value = attached ?? (i + 1 < arguments.Count ? arguments[++i] : null);
                return string.IsNullOrEmpty(value) ? throw new UsageException($"option '{name}' needs a value") : value;
            });
        }

        return line;
    }

    /// <summary>The options as they are with what the command line says.</summary>
    public LvsdOptions Override(LvsdOptions options) => options with
    {
        Socket = Socket ?? options.Socket,
        StateDirectory = StateDirectory ?? options.StateDirectory,
        PinDirectory = PinDirectory ?? options.PinDirectory,
        ReadersGroup = ReadersGroup ?? options.ReadersGroup,
        LogFile = LogFile ?? options.LogFile,
        LogLevel = Level ?? options.LogLevel,
        Connections = Connections ?? options.Connections,
        Interfaces = Interfaces.Count > 0 ? Interfaces : options.Interfaces,
        Detach = Detach,
    };

    private bool SetSwitch(string name)
    {
        switch (name)
        {
            case "--help" or "-h":
                return ShowHelp = true;
            case "--version" or "-V":
                return ShowVersion = true;
            case "--print-config":
                return PrintConfiguration = true;
            case "--detach":
                return Detach = true;
            default:
                return false;
        }
    }

    private void SetValue(string name, Func<string> value)
    {
        switch (name)
        {
            case "--socket":
                Socket = Path.GetFullPath(value());
                break;
            case "--state":
                StateDirectory = Path.GetFullPath(value());
                break;
            case "--pin":
                PinDirectory = Path.GetFullPath(value());
                break;
            case "--interface":
                Interfaces.Add(value());
                break;
            case "--connections":
                Connections = OptionValues.ParseConnections(value(), text => new UsageException(text));
                break;
            case "--config":
                ConfigurationFile = value();
                break;
            case "--readers-group":
                ReadersGroup = value();
                break;
            case "--log-level":
                Level = OptionValues.ParseLogLevel(value(), text => new UsageException(text));
                break;
            case "--log-file":
                LogFile = Path.GetFullPath(value());
                break;
            default:
                throw new UsageException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(name.StartsWith('-') ? "unknown option" : "unexpected argument")} '{name}'"));
        }
    }
}
