using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lvs.Lab.Processes;

/// <summary>
/// A program that runs beside the lab, in a session of its own (a Ctrl-C at the terminal is for the lab, which then ends what it
/// started), its output going to a file, so that it can outlive the lab that started it.
/// </summary>
internal sealed partial class BackgroundProcess : IDisposable
{
    private const int SIGTERM = 15;
    private const int SIGKILL = 9;
    private readonly Process _process;

    private BackgroundProcess(string name, string logFile, Process process)
    {
        Name = name;
        LogFile = logFile;
        _process = process;
    }

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>Where its output goes.</summary>
    public string LogFile { get; }

    /// <summary>The process id: of the program itself, since everything in front of it replaces itself (exec).</summary>
    public int Id => _process.Id;

    /// <summary>True when it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>How it ended; 128 and more for a signal.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a program.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="logFile">Where its output goes, behind what is there.</param>
    /// <param name="environment">Variables to add.</param>
    public static BackgroundProcess Start(
        string name, IReadOnlyList<string> command, string logFile, IReadOnlyDictionary<string, string>? environment = null)
    {
        const string redirect = "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null";
        ProcessStartInfo start = new("setsid", ["sh", "-c", redirect, "sh", logFile, .. command]);
        foreach ((string key, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        return new BackgroundProcess(name, logFile, Process.Start(start)!);
    }

    /// <summary>Sends a signal.</summary>
    public void Signal(int signal)
    {
        if (!_process.HasExited)
            _ = Kill(_process.Id, signal);
    }

    /// <summary>SIGKILL: no farewell.</summary>
    public async Task KillAsync()
    {
        Signal(SIGKILL);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and SIGKILL when that was not heard in time.</summary>
    /// <returns>How long it took to end.</returns>
    public async Task<TimeSpan> StopAsync(TimeSpan patience)
    {
        long started = Stopwatch.GetTimestamp();
        Signal(SIGTERM);
        using CancellationTokenSource limit = new(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }

        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>The last lines it wrote, for messages about its failure.</summary>
    public string LogTail(int lines = 12) => File.Exists(LogFile) && new FileInfo(LogFile).Length > 0
        ? string.Join('\n', File.ReadLines(LogFile).TakeLast(lines))
        : "(it wrote nothing)";

    /// <summary>Lets go of it; it runs on.</summary>
    public void Dispose() => _process.Dispose();

    /// <summary>Sends a signal to any process (<c>kill(2)</c>); 0 asks whether it is there.</summary>
    /// <returns>0, or -1 when there is no such process.</returns>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);
}
