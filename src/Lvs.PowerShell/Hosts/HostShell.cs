using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LvsPS.Hosts;

/// <summary>A host whose programs are started from here: directly, or by another program that takes them there.</summary>
internal sealed class HostShell : IHost
{
    private const int NoSuchProgram = 127;

    private readonly string[] _prefix;
    private readonly bool _quote;

    private HostShell(string name, string[] prefix, bool quote = false)
    {
        Name = name;
        _prefix = prefix;
        _quote = quote;
    }

    /// <summary>This machine, in the network namespace of this process.</summary>
    public static HostShell Local { get; } = new("this host", []);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Another machine, over ssh.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ssh">The command line of ssh up to the host's name.</param>
    public static HostShell Over(string name, IEnumerable<string> ssh) => new(name, [.. ssh], quote: true);

    /// <summary>The same host with the network as a process of it sees it: in that process's network namespace.</summary>
    /// <param name="processId">The process; when it is in the same namespace, or cannot be looked at, the host stays as it
    /// is.</param>
    public HostShell NetworkOf(int processId)
    {
        string theirs = $"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/ns/net";
        CommandResult own = Run("readlink", "/proc/self/ns/net");
        CommandResult other = Run("readlink", theirs);
        return own.Succeeded && other.Succeeded && own.Output != other.Output
            ? new HostShell(Name, [.. _prefix, "nsenter", $"--net={theirs}", "--"], _quote)
            : this;
    }

    /// <inheritdoc/>
    public CommandResult Run(params string[] command)
    {
        // What goes over ssh is read by a shell at the other end.
        string[] line = [.. _prefix, .. _quote ? command.Select(Quote) : command];
        ProcessStartInfo start = new(line[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in line[1..])
            start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new CommandResult(process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return new CommandResult(NoSuchProgram, "", $"There is no program '{line[0]}'.");
        }
    }

    private static string Quote(string argument) => $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
