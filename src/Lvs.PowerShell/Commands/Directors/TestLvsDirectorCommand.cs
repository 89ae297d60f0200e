using LvsPS.Checks.Directors;
using LvsPS.Hosts;

namespace LvsPS.Commands;

/// <summary>
/// Checks a director and says of each classic mistake what was found and how to mend it: not running, interfaces without the XDP
/// program, virtual addresses on no interface, forwarding turned off where real servers are masqueraded, services without real
/// servers, real servers without a route or behind a router with direct routing, ports that cannot be mapped, tunnels too narrow
/// for clients' packets. It changes nothing. The host is looked at as lvsd sees it: in its network namespace, and over ssh for a
/// director of that kind.
/// </summary>
/// <example>
/// <para>What is wrong, and what to do about it.</para>
/// <code>Test-LvsDirector | Where-Object Passed -eq $false | Format-List</code>
/// </example>
/// <example>
/// <para>In a script that only wants to know.</para>
/// <code>if (-not (Test-LvsDirector -Quiet)) { Write-Warning 'The director needs somebody to look at it.' }</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "LvsDirector")]
[OutputType(typeof(CheckResult), typeof(bool))]
public sealed class TestLvsDirectorCommand : DirectorCmdlet
{
    private static readonly IDirectorCheck[] Checks =
    [
        new HealthCheck(), new XdpInterfaceCheck(), new ServiceAddressCheck(), new ForwardingCheck(), new RealServersCheck(),
        new RealServerRouteCheck(), new PortMappingCheck(), new TunnelMtuCheck(),
    ];

    /// <inheritdoc/>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public override string? Director { get; set; }

    /// <summary>Gives only True when everything passed, else False.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Director, () =>
    {
        IEnumerable<CheckResult> results = Results();
        if (Quiet)
            WriteObject(results.All(result => result.Passed));
        else
            WriteObject(results, enumerateCollection: true);
    });

    private IEnumerable<CheckResult> Results()
    {
        string name = DirectorConnections.Resolve(Director);
        LvsDirectorStatus status;
        IReadOnlyList<LvsVirtualService> services;
        string? failure = null;
        string? remedy = null;
        try
        {
            status = Ask((client, stop) => client.GetDirectorAsync(stop));
            services = Ask((client, stop) => client.GetServicesAsync(stop));
        }
        catch (LvsClientException problem) when (LvsErrors.IsUnreachable(problem))
        {
            // A director that is away is what this cmdlet is there to find; it is no reason for it to fail.
            (status, services) = (new LvsDirectorStatus(), []);
            LvsClientException explained = DirectorConnections.Explain(Director, problem);
            (failure, remedy) = (explained.Detail, explained.Remedy);
        }

        yield return CheckResult.Of(
            "Director", name, failure is null, failure ?? $"lvsd {status.Version} is up for {status.Uptime:0} s.", remedy ?? "");
        if (failure is not null)
            yield break;
        RememberingHost host = new(DirectorHosts.NetworkOf(name, status.ProcessId));
        DirectorQuestion question = new(new HostNetwork(host), status, services);
        foreach (CheckResult result in Checks.SelectMany(check => check.Run(question)))
            yield return result;
    }
}
