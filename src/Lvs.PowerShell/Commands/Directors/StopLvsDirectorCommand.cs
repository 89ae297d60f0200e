using System.Diagnostics;
using LvsPS.Hosts;

namespace LvsPS.Commands;

/// <summary>
/// Stops lvsd. Its data path stays: known connections are forwarded as before, new ones wait for the next start, which takes the
/// connections over. With -Detach the data path is taken down as well, and all connections are forgotten. Rules are kept either
/// way.
/// </summary>
/// <example>
/// <para>Stops it, for an update; connections go on.</para>
/// <code>Stop-LvsDirector; Start-LvsDirector</code>
/// </example>
/// <example>
/// <para>Ends it altogether: no XDP program is left on any interface.</para>
/// <code>Stop-LvsDirector -Detach</code>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "LvsDirector", SupportsShouldProcess = true)]
public sealed class StopLvsDirectorCommand : DirectorCmdlet
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public override string? Director { get; set; }

    /// <summary>Takes the data path down, too: connections break.</summary>
    [Parameter]
    public SwitchParameter Detach { get; set; }

    /// <summary>The most seconds to wait until it has ended.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int Timeout { get; set; } = 30;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Director, () =>
    {
        string name = DirectorConnections.Resolve(Director);
        LvsDirectorStatus status = Ask((client, stop) => client.GetDirectorAsync(stop));
        if (!ShouldProcess(name, Detach ? "Stop lvsd, take its data path down and forget all connections" : "Stop lvsd"))
            return;
        IHost host = DirectorHosts.Of(name);
        LvsdProcess process = new(host, status.ProcessId);
        IReadOnlyList<string> command = Detach ? process.CommandLine() : [];

        // The namespace is gone from /proc with the process, so that another one holds it until lvsd is detached.
        using NamespaceKeeper? keeper = Detach && !SshDirector.Is(name) ? NamespaceKeeper.Of(status.ProcessId) : null;
        SystemdUnit unit = new(host);
        if (unit.MainProcess == status.ProcessId)
            unit.Stop();
        else
            process.Terminate();
        Wait(process, name);
        DirectorConnections.Close(name);
        if (Detach)
        {
            IHost network = keeper?.Host ?? host;
            new HostNetwork(network).Demand($"take the data path of {name} down", network.Run([.. command, "--detach"]));
        }
    });

    private void Wait(LvsdProcess process, string name)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (process.IsRunning)
        {
            if (watch.Elapsed.TotalSeconds >= Timeout)
            {
                throw new LvsClientException(
                    "stop-timeout", name, $"lvsd (process {process.Id}) is still running after {Timeout} s.",
                    "Wait longer (-Timeout), or see what it does (journalctl -u lvsd).");
            }

            if (Stop.WaitHandle.WaitOne(Interval))
                throw new PipelineStoppedException();
        }
    }
}
