using System.Globalization;
using System.Reflection;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;
using Lvs.Client;
using Lvs.Client.Formats;
using Lvs.Lab;
using Lvs.Lab.Processes;

namespace Lvs.Benchmarks.Measures;

/// <summary>P8 and P9 as they are felt in pwsh, where there is one; the module is built with the benchmark. Every round has a pwsh of
/// its own, whose start does not count, but what the module needs to be loaded and compiled does.</summary>
internal static class PowerShell
{
    // A start of pwsh takes longer than what is measured.
    private const int MostRounds = 3;

    private static string Module { get; } = typeof(PowerShell).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "ModulePath").Value!;

    private static string? Missing =>
        !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(static directory => File.Exists(Path.Combine(directory, "pwsh")))
            ? "there is no pwsh on PATH"
            : File.Exists(Module) ? null : $"there is no module at {Module}: build the benchmark again";

    /// <summary>P8: <c>Import-LvsRules</c> of a file, onto the site's own rules.</summary>
    /// <param name="site">Where lvsd runs.</param>
    /// <param name="report">Takes the figure.</param>
    /// <param name="what">The rules' name.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="limit">Seconds it may take.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Task ImportAsync(
        Site site, Report report, string what, LvsRules rules, double limit, CancellationToken cancellation) =>
        ReportAsync(report, "P8", what, "Import-LvsRules in pwsh", limit, site.Options.Rounds, async () =>
        {
            string file = Path.Combine(site.Directory.Root, "rules.json");
            await File.WriteAllTextAsync(file, JsonRuleWriter.Write(rules), cancellation);
            await site.Lvsd.Client.SetRulesAsync(VirtualServices.Rules, cancellation: cancellation);
            (double seconds, _) = await TimeAsync(site, $"Import-LvsRules '{file}' -Confirm:$false", cancellation);
            int there = (await site.Lvsd.Client.GetRulesAsync(cancellation)).Services.Count;
            return there == rules.Services.Count
                ? seconds
                : throw new LabException($"after the import there were {there:N0} of {rules.Services.Count:N0} services");
        });

    /// <summary>P9: <c>Get-LvsConnection | Measure-Object</c>, and what lvsd's memory makes of it.</summary>
    /// <param name="site">Where lvsd runs.</param>
    /// <param name="report">Takes the figures.</param>
    /// <param name="connections">How many there are: a listing of fewer is none.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task ListAsync(Site site, Report report, long connections, CancellationToken cancellation)
    {
        const string who = "Get-LvsConnection | Measure-Object in pwsh";
        int pid = site.Lvsd.Process!.Id;
        double before = ProcessMemory.Anonymous(pid);
        bool measured = await ReportAsync(report, "P9", $"listing {connections:N0} connections", who, 3, site.Options.Rounds, async () =>
        {
            (double seconds, string listed) = await TimeAsync(site, "(Get-LvsConnection | Measure-Object).Count", cancellation);
            return long.Parse(listed, CultureInfo.InvariantCulture) >= connections
                ? seconds
                : throw new LabException($"pwsh listed {listed} of {connections:N0} connections");
        });
        if (measured)
            report.Add(FullTable.Growth(who, ProcessMemory.Anonymous(pid) - before));
    }

    private static async Task<bool> ReportAsync(
        Report report, string measure, string what, string who, double limit, int rounds, Func<Task<double>> measureOnce)
    {
        string? missing = Missing;
        if (missing is null)
        {
            try
            {
                Rounds taken = await Rounds.TakeAsync(Math.Min(rounds, MostRounds), [(who, measureOnce)], CancellationToken.None);
                report.Add(new Figure(measure, what, who, taken.Median(who), "s")
                {
                    Rounds = taken.Of(who),
                    Target = $"≤ {limit} s",
                    Met = taken.Median(who) <= limit,
                });
                return true;
            }
            catch (LabException error)
            {
                missing = error.Message.ReplaceLineEndings(" ");
            }
        }

        report.Add(new Figure(measure, what, who, double.NaN, "")
        {
            Note = $"{measure}: {what} was not measured from pwsh ({missing}); the figures at the socket are.",
        });
        return false;
    }

    private static async Task<(double Seconds, string Result)> TimeAsync(Site site, string command, CancellationToken cancellation)
    {
        string script = $"$ErrorActionPreference = 'Stop'; Import-Module '{Module}'; $watch = [Diagnostics.Stopwatch]::StartNew(); "
            + $"$result = {command}; $watch.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture) + ' ' + $result";
        CommandResult result = await Command.RunAsync(
            ["env", $"LVS_SOCKET={site.Directory.Socket}", "pwsh", "-NoProfile", "-NonInteractive", "-Command", script],
            cancellation: cancellation);
        string[] last = result.EnsureSuccess().Trim().Split('\n')[^1].Split(' ', 2);
        return (double.Parse(last[0], CultureInfo.InvariantCulture), last[^1]);
    }
}
