using System.Diagnostics;
using System.Globalization;
using LvsPS.Hosts;

namespace LvsPS.Commands;

/// <summary>
/// Starts lvsd and waits until it answers: by its systemd unit where there is one and no option of lvsd is given, else as a
/// process of its own, which outlives this session and writes to a log file. It finds its rules again, and the connections of a
/// data path that was left standing. A director that runs already is left alone.
/// </summary>
/// <example>
/// <para>The director of this machine.</para>
/// <code>Start-LvsDirector -PassThru | Format-List</code>
/// </example>
/// <example>
/// <para>One of its own for two interfaces.</para>
/// <code>$place = @{ StateDirectory = '/var/lib/lvs-a'; PinDirectory = '/sys/fs/bpf/lvs-a' }
/// Start-LvsDirector -Director /run/lvs-a/lvsd.sock -Interface eth0, eth1 @place</code>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "LvsDirector", SupportsShouldProcess = true)]
[OutputType(typeof(Director))]
public sealed class StartLvsDirectorCommand : DirectorCmdlet
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public override string? Director { get; set; }

    /// <summary>The interfaces that get the XDP program; without it every uplink and veth with an address.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HostInterfaceCompleter))]
    public string[]? Interface { get; set; }

    /// <summary>Where rules are kept; without it lvsd's default, /var/lib/lvs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StateDirectory { get; set; }

    /// <summary>Where the data path is pinned, within a bpffs; without it lvsd's default, /sys/fs/bpf/lvs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PinDirectory { get; set; }

    /// <summary>The number of connections its table can hold; without it a size by the machine's memory.</summary>
    [Parameter]
    [ValidateRange(1024, 16777214)]
    public int? Connections { get; set; }

    /// <summary>lvsd's configuration file; without it /etc/lvs/lvsd.json, if that is there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ConfigurationPath { get; set; }

    /// <summary>The file that its output is added to when it is no systemd unit.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string LogPath { get; set; } = "/var/log/lvs/lvsd.log";

    /// <summary>lvsd's program; without it that of $env:LVSD, else the first on $env:PATH, else /usr/sbin/lvsd.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The most seconds to wait until it answers.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int Timeout { get; set; } = 30;

    /// <summary>Gives the director as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Director, () =>
    {
        string name = DirectorConnections.Resolve(Director);
        if (Answer() is { } running)
        {
            WriteVerbose($"{name} runs already (process {running.ProcessId}).");
            if (Options().Count > 0 || Path is not null)
                WriteWarning($"{name} runs already; the options given were not applied. Stop it first: Stop-LvsDirector.");
            Give(name, running);
            return;
        }

        IHost host = DirectorHosts.Of(name);
        SystemdUnit unit = new(host);
        bool plain = Path is null && Options().Count == 0 && (SshDirector.Is(name) || name == LvsApi.DefaultSocket);
        bool byUnit = plain && unit.Exists;
        if (!ShouldProcess(name, byUnit ? "Start lvsd (systemd unit)" : "Start lvsd"))
            return;
        if (byUnit)
            unit.Start();
        else if (SshDirector.Is(name))
            throw NoUnit(name);
        Give(name, byUnit ? Wait(null, name) : Wait(StartProcess(host, name), name));
    });

    private static LvsClientException NoUnit(string name) => new(
        "lvsd-not-found", name,
        $"{name} has no systemd unit lvsd.service, and other ways to start lvsd are for this machine only.",
        "Install lvsd with its unit there, or start it by hand.");

    private LvsdProcess StartProcess(IHost host, string name)
    {
        string? program = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path);
        List<string> command = [.. LvsdProgram.Find(program), "--socket", name, .. Options()];
        LogPath = GetUnresolvedProviderPathFromPSPath(LogPath);
        WriteVerbose($"Running {string.Join(' ', command)}, log {LogPath}.");
        return LvsdProcess.Start(host, command, LogPath);
    }

    private List<string> Options()
    {
        List<string> options = [];
        foreach (string name in Interface ?? [])
            options.AddRange(["--interface", name]);
        Add("--state", StateDirectory);
        Add("--pin", PinDirectory);
        Add("--config", ConfigurationPath);
        if (Connections is { } connections)
            options.AddRange(["--connections", connections.ToString(CultureInfo.InvariantCulture)]);
        return options;

        void Add(string option, string? path)
        {
            if (path is not null)
                options.AddRange([option, GetUnresolvedProviderPathFromPSPath(path)]);
        }
    }

    private LvsDirectorStatus Wait(LvsdProcess? process, string name)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (true)
        {
            if (Answer() is { } status)
                return status;
            if (process is { IsRunning: false })
            {
                throw new LvsClientException(
                    "director-not-started", name, $"lvsd ended at once: {process.Words(LogPath)}",
                    $"Mend what it names; all it said is in {LogPath}.");
            }

            if (watch.Elapsed.TotalSeconds >= Timeout)
            {
                throw new LvsClientException(
                    "start-timeout", name, $"{name} does not answer after {Timeout} s.",
                    process is null ? "See what it says: journalctl -u lvsd." : $"See what it says: {LogPath}.");
            }

            if (Stop.WaitHandle.WaitOne(Interval))
                throw new PipelineStoppedException();
        }
    }

    // Null while nobody answers; any other problem is one to tell.
    private LvsDirectorStatus? Answer()
    {
        try
        {
            return Ask((client, stop) => client.GetDirectorAsync(stop));
        }
        catch (LvsClientException problem) when (problem.Id is LvsProblemIds.DirectorNotRunning or LvsProblemIds.ConnectionLost)
        {
            return null;
        }
    }

    private void Give(string name, LvsDirectorStatus status)
    {
        if (PassThru)
            WriteObject(LvsPS.Director.From(name, status));
    }
}
