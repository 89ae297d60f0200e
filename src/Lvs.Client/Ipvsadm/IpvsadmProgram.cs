namespace Lvs.Client.Ipvsadm;

/// <summary>
/// ipvsadm 1.31 on top of lvsd: the same options, output, messages and exit statuses. The program of that name and the cmdlet
/// Invoke-Ipvsadm both run it.
/// </summary>
public sealed partial class IpvsadmProgram
{
    private const int Refused = 255;
    private const int NotInitialized = 2;
    private const int ListFailed = 1;

    private readonly IpvsadmDirector _director;
    private readonly TextReader _input;
    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly IIpvsadmNames _names;
    private readonly string _name;

    /// <summary>Makes one; nothing is asked of the director yet.</summary>
    /// <param name="director">Whom to ask.</param>
    /// <param name="input">Standard input, read by -R.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="names">Finds names of hosts and services.</param>
    /// <param name="name">What the program calls itself in messages.</param>
    public IpvsadmProgram(
        IpvsadmDirector director, TextReader input, TextWriter output, TextWriter error, IIpvsadmNames names,
        string name = "ipvsadm")
    {
        _director = director;
        _input = input;
        _output = output;
        _error = error;
        _names = names;
        _name = name;
    }

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <returns>The exit status: 0, 1 when a listing failed, 2 for a wrong use, 255 for an error of the director.</returns>
    public int Run(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return Guard(() => arguments.Count == 0
            ? List(new IpvsadmCommand { Action = IpvsadmAction.List })
            : Process(arguments, restoring: false));
    }

    /// <summary>ipvsadm-save: writes all rules, with -n as numbers.</summary>
    /// <returns>The exit status.</returns>
    public int Save(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Any(argument => argument.StartsWith('-') && argument != "-n"))
        {
            Complain("ipvsadm-save: Script to save the IPVS table to stdout.");
            Complain("   With the -n option, prints out the table in numeric format.");
            return 1;
        }

        return Run(arguments.Contains("-n") ? ["-S", "-n"] : ["-S"]);
    }

    /// <summary>ipvsadm-restore: clears the table and restores rules from standard input; lines that begin with # are left
    /// out.</summary>
    /// <returns>The exit status.</returns>
    public int Restore() => Guard(() =>
    {
        _pending.Add((IpvsadmAction.Clear, new LvsRuleStep { Action = LvsRuleAction.Clear }));
        return RestoreLines(comments: true);
    });

    private int Process(IReadOnlyList<string> arguments, bool restoring)
    {
        IpvsadmCommand command;
        try
        {
            command = CommandParser.Parse(_name, arguments, _names);
        }
        catch (IpvsadmOptionException e)
        {
            Flush();
            Complain(e.Message);
            return Refused;
        }

        if (Step(command) is { } step)
        {
            _pending.Add((command.Action, step));
            return restoring ? 0 : Flush();
        }

        Flush();
        return command.Action switch
        {
            IpvsadmAction.Restore => restoring ? throw CommandParser.TryHelp(_name) : RestoreLines(comments: false),
            IpvsadmAction.Help => End(() => IpvsadmUsage.Write(_output, _name)),
            IpvsadmAction.Version => End(() => IpvsadmUsage.WriteVersion(_output)),
            IpvsadmAction.List => List(command),
            IpvsadmAction.Save => List(command),
            _ => Change(command),
        };
    }

    // Help and version end the program at once, within -R as well.
    private static int End(Action write)
    {
        write();
        throw new IpvsadmExitException(0, "");
    }

    private int RestoreLines(bool comments)
    {
        int status = 0;
        while (_input.ReadLine() is { } line)
        {
            if (comments && line.StartsWith('#'))
                continue;
            List<string> words = RestoreLine.Words(line);
            if (words.Count > 0)
                status = Process(words, restoring: true);
        }

        return _pending.Count > 0 ? Flush() : status;
    }

    // What is pending when a line cannot be understood was asked for before it, and is done before the program ends.
    private int Guard(Func<int> run)
    {
        try
        {
            try
            {
                return run();
            }
            catch (IpvsadmExitException e)
            {
                Flush();
                if (e.Message.Length > 0)
                    Complain(e.Message);
                return e.Status;
            }
        }
        catch (LvsClientException e) when (e.Id == LvsProblemIds.PermissionDenied)
        {
            Complain(e.Status == 0 ? $"Can't initialize ipvs: {KernelMessages.NotPermitted}" : KernelMessages.NotPermitted);
            return e.Status == 0 ? NotInitialized : Refused;
        }
        catch (LvsClientException e) when (e.Id is LvsProblemIds.DirectorNotRunning or LvsProblemIds.VersionMismatch)
        {
            Complain($"Can't initialize ipvs: {e.Message}");
            return NotInitialized;
        }
        catch (LvsClientException e)
        {
            Complain(e.Message);
            return Refused;
        }
    }

    private void Complain(string line)
    {
        _error.Write(line);
        _error.Write('\n');
    }
}
