using Lvs.Client;
using Lvs.Lab.Network;
using Lvs.Lab.Processes;

namespace Lvs.Lab.Testbeds;

/// <summary>lvsd on the lab's director: started, asked, stopped, killed, started again.</summary>
internal sealed class Lvsd : IAsyncDisposable
{
    private readonly TestbedDirectory _directory;
    private readonly LabNode _director;
    private readonly IReadOnlyList<string> _devices;
    private readonly TestbedOptions _options;
    private BackgroundProcess? _process;

    /// <summary>Prepares it; <see cref="StartAsync"/> starts it.</summary>
    public Lvsd(TestbedDirectory directory, LabNode director, IReadOnlyList<string> devices, TestbedOptions options)
    {
        _directory = directory;
        _director = director;
        _devices = devices;
        _options = options;
        Client = new LvsClient(directory.Socket);
    }

    /// <summary>The client, which works whenever lvsd runs.</summary>
    public LvsClient Client { get; }

    /// <summary>The process; null while there is none.</summary>
    public BackgroundProcess? Process => _process;

    /// <summary>Starts it and waits for its first answer.</summary>
    /// <exception cref="LabException">It ended instead, or said nothing for 15 s; its last words.</exception>
    public async Task<LvsDirectorStatus> StartAsync(CancellationToken cancellation)
    {
        if (_process is not null)
            throw new LabException("lvsd runs already.");
        _process = BackgroundProcess.Start("lvsd", _director.Enter(CommandLine()), _directory.Log("lvsd"));
        _directory.Add(_process);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<LvsDirectorStatus> answer = Client.WaitAsync(TimeSpan.FromSeconds(15), ended.Token);
        while (!answer.IsCompleted && !_process.HasExited)
            await Task.WhenAny(answer, Task.Delay(50, cancellation));
        if (answer.IsCompletedSuccessfully)
            return await answer;
        await ended.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        string state = _process.HasExited ? $"ended with {_process.ExitCode}" : "does not answer";
        throw new LabException($"lvsd {state}. Its last words ({_process.LogFile}):\n{_process.LogTail()}");
    }

    /// <summary>SIGTERM; the data plane stays.</summary>
    /// <returns>How long it took to end.</returns>
    public async Task<TimeSpan> StopAsync()
    {
        if (_process is null)
            return TimeSpan.Zero;
        TimeSpan time = await _process.StopAsync(TimeSpan.FromSeconds(10));
        _process.Dispose();
        _process = null;
        return time;
    }

    /// <summary>SIGKILL; the data plane stays.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        await _process.KillAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Takes the data plane down: <c>lvsd --detach</c>.</summary>
    public Task<CommandResult> DetachAsync(CancellationToken cancellation) =>
        _director.ExecuteAsync([.. CommandLine(), "--detach"], cancellation);

    /// <summary>Stops it, if it runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
    }

    private List<string> CommandLine()
    {
        // A configuration of its own, so that the machine's (/etc/lvs/lvsd.json) does not reach into the lab.
        string configuration = Path.Combine(_directory.Root, "lvsd.json");
        if (!File.Exists(configuration))
            File.WriteAllText(configuration, "{}");
        List<string> command =
        [
            .. Executables.Lvsd(), "--socket", _directory.Socket, "--state", _directory.State, "--pin", _directory.Pins,
            "--connections", $"{_options.Connections}", "--config", configuration,
        ];
        foreach (string device in _devices)
            command.AddRange(["--interface", device]);
        return command;
    }
}
