using System.Globalization;
using LvsPS.Hosts;

namespace LvsPS;

/// <summary>An lvsd that runs on a host by itself, without systemd.</summary>
/// <param name="host">The host.</param>
/// <param name="id">Its process id there.</param>
/// <param name="logStart">How many bytes were in its log before it.</param>
internal sealed class LvsdProcess(IHost host, int id, long logStart = 0)
{
    // The last $! is lvsd itself: setsid makes it leader of a session of its own in the same process, so that no hang-up of the
    // terminal or end of this pwsh reaches it.
    private const string StartScript =
        "log=$1; shift; mkdir -p -- \"$(dirname -- \"$log\")\" && : >> \"$log\" && stat -c %s -- \"$log\" "
        + "&& { setsid \"$@\" < /dev/null >> \"$log\" 2>&1 & echo $!; }";

    /// <summary>Its process id.</summary>
    public int Id => id;

    /// <summary>True while it runs.</summary>
    public bool IsRunning
    {
        get
        {
            // A dead process whose parent has not looked at it yet is a zombie, which is as good as gone.
            CommandResult status = host.Run("cat", $"/proc/{Text}/stat");
            return status.Succeeded && status.Output[(status.Output.LastIndexOf(')') + 2)] != 'Z';
        }
    }

    private string Text => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Starts one that outlives this process.</summary>
    /// <param name="host">The host.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="log">The file its output is added to.</param>
    public static LvsdProcess Start(IHost host, IReadOnlyList<string> command, string log)
    {
        string[] output = new HostNetwork(host)
            .Demand($"start '{command[0]}'", host.Run(["sh", "-c", StartScript, "sh", log, .. command]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new LvsdProcess(
            host, int.Parse(output[1], CultureInfo.InvariantCulture), long.Parse(output[0], CultureInfo.InvariantCulture));
    }

    /// <summary>What it has written to its log.</summary>
    public string Words(string log) =>
        host.Run("tail", "-c", string.Create(CultureInfo.InvariantCulture, $"+{logStart + 1}"), log).Output.Trim();

    /// <summary>Its command line, in its working directory: with it, it can be run again in another way.</summary>
    public IReadOnlyList<string> CommandLine()
    {
        HostNetwork demands = new(host);
        string what = $"read the command line of lvsd (process {id})";
        string folder = demands.Demand(what, host.Run("readlink", $"/proc/{Text}/cwd")).Trim();
        string[] words = demands.Demand(what, host.Run("cat", $"/proc/{Text}/cmdline"))
            .Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return ["env", "-C", folder, .. words];
    }

    /// <summary>Asks it to end (SIGTERM).</summary>
    public void Terminate() => new HostNetwork(host).Demand($"stop lvsd (process {id})", host.Run("kill", "-TERM", Text));
}
