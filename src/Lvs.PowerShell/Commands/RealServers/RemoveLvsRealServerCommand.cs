using System.Diagnostics;

namespace LvsPS.Commands;

/// <summary>Removes real servers from a virtual service; connections are kept as IPVS keeps them (<c>ipvsadm -d</c>). With -Drain
/// they are suspended first, and removed when their connections have ended.</summary>
/// <example>
/// <para>Removes a real server at once.</para>
/// <code>Remove-LvsRealServer tcp/192.0.2.10:80 10.0.0.11 8080</code>
/// </example>
/// <example>
/// <para>Drains a machine out of every service that it is in, for ten minutes at most.</para>
/// <code>Get-LvsRealServer -Address 10.0.0.11 | Remove-LvsRealServer -Drain -Timeout 600</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "LvsRealServer", SupportsShouldProcess = true)]
public sealed class RemoveLvsRealServerCommand : RealServerCmdlet
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly List<(string Service, string Server)> _draining = [];

    /// <summary>Suspends the real server, waits until it has no connections left, then removes it. Stopped or out of time, it
    /// stays suspended: Resume-LvsRealServer brings it back.</summary>
    [Parameter]
    public SwitchParameter Drain { get; set; }

    /// <summary>The most seconds to wait for connections to end, for all real servers together; without it, as long as it
    /// takes.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Timeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach ((string address, int? port) in Targets())
        {
            string server = LvsNames.Endpoint(address, port);
            string service = Service;
            string target = $"{server} of {service}";
            if (!ShouldProcess(target, Drain ? "Drain and remove real server" : "Remove real server"))
                continue;
            Attempt(target, () =>
            {
                if (!Drain)
                {
                    Tell((client, stop) => client.RemoveServerAsync(service, server, stop));
                    return;
                }

                Ask((client, stop) => client.EditServerAsync(service, server, new LvsServerPatch { Suspended = true }, stop));
                _draining.Add((service, server));
            });
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_draining.Count == 0)
            return;
        Stopwatch watch = Stopwatch.StartNew();
        ProgressRecord progress = new(1, "Draining real servers", "Waiting for connections to end");
        long most = 0;
        while (_draining.Count > 0)
        {
            long left = 0;
            foreach ((string service, string server) in _draining.ToArray())
                left += RemoveWhenEmpty(service, server);
            if (_draining.Count == 0)
                break;
            most = Math.Max(most, left);
            progress.StatusDescription = $"{left} connections left on {_draining.Count} real servers";
            progress.PercentComplete = most == 0 ? 0 : (int)(100 * (most - left) / most);
            WriteProgress(progress);
            if (Timeout is { } limit && watch.Elapsed.TotalSeconds >= limit)
            {
                TellOfTheRest(limit);
                break;
            }

            if (Stop.WaitHandle.WaitOne(Interval))
                throw new PipelineStoppedException();
        }

        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
    }

    // The connections it still has; what has none goes, and what somebody else removed is gone, too.
    private long RemoveWhenEmpty(string service, string server)
    {
        long left = 0;
        bool done = true;
        Attempt($"{server} of {service}", () =>
        {
            LvsRealServer present = Ask((client, stop) => client.GetServerAsync(service, server, stop));
            left = (long)(present.ActiveConnections ?? 0) + (present.InactiveConnections ?? 0);
            done = left == 0;
            if (done)
                Tell((client, stop) => client.RemoveServerAsync(service, server, stop));
        });
        if (done)
            _draining.Remove((service, server));
        return left;
    }

    private void TellOfTheRest(int limit)
    {
        foreach ((string service, string server) in _draining)
        {
            WriteError(LvsErrors.Create(
                "DrainTimeout", ErrorCategory.OperationTimeout, $"{server} of {service}",
                $"{server} of {service} still has connections after {limit} s; it was not removed and stays suspended.",
                "Wait longer (-Timeout), remove it without -Drain, or bring it back with Resume-LvsRealServer."));
        }
    }
}
