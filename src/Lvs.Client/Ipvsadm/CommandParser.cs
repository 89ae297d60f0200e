namespace Lvs.Client.Ipvsadm;

/// <summary>
/// Reads one command line of ipvsadm. Options take effect in the order in which they are given, as in ipvsadm: a port that
/// <c>-r</c> leaves out is the one that <c>-t</c> has named before it, say.
/// </summary>
internal sealed partial class CommandParser
{
    /// <summary>31 days in seconds: the longest timeout ipvsadm takes.</summary>
    private const int MaximumTimeout = 86400 * 31;

    private const int DefaultPersistence = 360;
    private const string DefaultScheduler = "wlc";
    private const int SchedulerNameLength = 15;
    private const int InterfaceNameLength = 15;

    private readonly PoptReader _reader;
    private readonly IIpvsadmNames _names;
    private readonly string _program;
    private IpvsadmOptions _given;
    private IpvsadmFormat _format;
    private IpvsadmAction _action;
    private string _flags = "";
    private LvsRealServer _server = new();
    private LvsSyncDaemon? _daemon;

    /// <summary>Reads one command line.</summary>
    public CommandParser(string program, IReadOnlyList<string> arguments, IIpvsadmNames names)
    {
        _program = program;
        _names = names;
        _reader = new PoptReader(arguments);
    }

    private LvsSyncDaemon Daemon => _daemon ??= new LvsSyncDaemon();

    /// <summary>Reads a command line.</summary>
    /// <param name="program">The program's name, for messages.</param>
    /// <param name="arguments">The arguments without it.</param>
    /// <param name="names">What host and service names mean.</param>
    /// <exception cref="IpvsadmExitException">It is refused, and the program ends.</exception>
    /// <exception cref="IpvsadmOptionException">popt refuses it; nothing is done.</exception>
    public static IpvsadmCommand Parse(string program, IReadOnlyList<string> arguments, IIpvsadmNames names) =>
        new CommandParser(program, arguments, names).Parse();

    /// <summary>What ipvsadm says when not even the command is understood.</summary>
    public static IpvsadmExitException TryHelp(string program) =>
        new(255, $"Try `{program} -h' or '{program} --help' for more information.");

    /// <inheritdoc cref="Parse(string, IReadOnlyList{string}, IIpvsadmNames)"/>
    public IpvsadmCommand Parse()
    {
        if (_reader.Next() is not { } first)
            throw TryHelp(_program);
        _action = ReadAction(first.Tag);
        if (_action is IpvsadmAction.Help or IpvsadmAction.Version)
            return new IpvsadmCommand { Action = _action };

        while (_reader.Next() is { } option)
            Read(option.Tag);
        if (_reader.Error is { } error)
            throw new IpvsadmOptionException($"{_reader.LastWord}: {error}");

        LvsTimeouts? timeouts = _action == IpvsadmAction.SetTimeouts ? ReadTimeouts() : null;
        if (_reader.NextLeftover() is { } word)
            throw Refuse($"unexpected argument {word}");
        List<string> flags = ReadSchedulerFlags();

        OptionChecks.CheckCommand(_action, _given);
        if (_action is IpvsadmAction.AddService or IpvsadmAction.EditService)
            CheckService();
        if (_action is IpvsadmAction.AddServer or IpvsadmAction.EditServer)
            CheckServer();
        if (_action == IpvsadmAction.List)
            CheckList();
        return new IpvsadmCommand
        {
            Action = _action,
            Service = Has(IpvsadmOptions.Service) ? MakeService(flags) : null,
            Server = Has(IpvsadmOptions.Server) ? _server : null,
            Timeouts = timeouts,
            Daemon = _action is IpvsadmAction.StartDaemon or IpvsadmAction.StopDaemon ? Daemon : null,
            Format = _action == IpvsadmAction.Save ? _format | IpvsadmFormat.Rule : _format,
            ListConnections = Has(IpvsadmOptions.Connection),
            ListTimeouts = Has(IpvsadmOptions.Timeout),
            ListDaemons = Has(IpvsadmOptions.Daemon),
        };
    }

    /// <summary>The command that was read once more, with another argument of <c>-r</c>.</summary>
    /// <param name="command">What <see cref="Parse()"/> has returned: it adds a real server, and names the service before it.</param>
    /// <param name="endpoint">The argument.</param>
    /// <exception cref="IpvsadmExitException">It is refused.</exception>
    public IpvsadmCommand Again(IpvsadmCommand command, string endpoint)
    {
        _server = _server with { };
        ReadServer(endpoint);
        CheckServer();
        return command with { Server = _server };
    }

    private IpvsadmAction ReadAction(OptionTag tag)
    {
        switch (tag)
        {
            case OptionTag.StartDaemon:
                Daemon.Role = Role("illegal start-daemon parameter specified");
                return IpvsadmAction.StartDaemon;
            case OptionTag.StopDaemon:
                Daemon.Role = Role("illegal start_daemon specified");
                return IpvsadmAction.StopDaemon;
            default:
                return tag switch
                {
                    OptionTag.AddService => IpvsadmAction.AddService,
                    OptionTag.EditService => IpvsadmAction.EditService,
                    OptionTag.DeleteService => IpvsadmAction.DeleteService,
                    OptionTag.AddServer => IpvsadmAction.AddServer,
                    OptionTag.EditServer => IpvsadmAction.EditServer,
                    OptionTag.DeleteServer => IpvsadmAction.DeleteServer,
                    OptionTag.Clear => IpvsadmAction.Clear,
                    OptionTag.List => IpvsadmAction.List,
                    OptionTag.Zero => IpvsadmAction.Zero,
                    OptionTag.SetTimeouts => IpvsadmAction.SetTimeouts,
                    OptionTag.Restore => IpvsadmAction.Restore,
                    OptionTag.Save => IpvsadmAction.Save,
                    OptionTag.Help => IpvsadmAction.Help,
                    OptionTag.Version => IpvsadmAction.Version,
                    _ => throw TryHelp(_program),
                };
        }
    }

    private LvsSyncRole Role(string refusal) => _reader.Argument switch
    {
        "master" => LvsSyncRole.Master,
        "backup" => LvsSyncRole.Backup,
        _ => throw Refuse(refusal),
    };

    private LvsTimeouts ReadTimeouts()
    {
        if (_reader.NextLeftover() is { } tcp && _reader.NextLeftover() is { } fin && _reader.NextLeftover() is { } udp)
            return new LvsTimeouts { Tcp = Timeout(tcp, 0), TcpFin = Timeout(fin, 0), Udp = Timeout(udp, 0) };
        throw Refuse("--set option requires 3 timeout values");
    }

    private static int Timeout(string text, int low) => Numbers.Within(text, low, MaximumTimeout)
        ?? throw Refuse($"invalid timeout value `{text}' specified");

    private void Set(IpvsadmOptions option)
    {
        if ((_given & option) != 0)
            throw Refuse($"multiple '{OptionChecks.Name(option)}' options specified");
        _given |= option;
    }

    private bool Has(IpvsadmOptions option) => (_given & option) != 0;

    private static IpvsadmExitException Refuse(string message) => IpvsadmExitException.Refuse(message);
}
