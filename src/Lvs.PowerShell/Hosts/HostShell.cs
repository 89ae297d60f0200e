using System.ComponentModel;
using System.Diagnostics;

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

    /// <summary>This machine, as a process of it sees it: in that process's network namespace.</summary>
    /// <param name="processId">The process; when it is in this one's namespace, or cannot be looked at, this is just
    /// <see cref="Local"/>.</param>
    public static HostShell NetworkOf(int processId)
    {
        string theirs = $"/proc/{processId}/ns/net";
        return File.ResolveLinkTarget("/proc/self/ns/net", false)?.Name is { } own && Target(theirs) is { } other && own != other
            ? new HostShell("this host", ["nsenter", $"--net={theirs}", "--"])
            : Local;
    }

    /// <summary>Another machine, over ssh.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ssh">The command line of ssh up to the host's name.</param>
    public static HostShell Over(string name, IEnumerable<string> ssh) => new(name, [.. ssh], quote: true);

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

    private static string? Target(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, false)?.Name;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
