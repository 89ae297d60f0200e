using System.Globalization;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;
using Lvs.Lab;
using Lvs.Lab.Processes;

namespace Lvs.Benchmarks.Measures;

/// <summary>The part of P9 that is felt in pwsh, where there is one and the module beside this checkout was built.</summary>
internal static class PowerShell
{
    private static string Module => Path.Combine(Repository.Root, "module", "LvsPS", "LvsPS.psd1");

    private static bool IsThere { get; } = File.Exists(Module)
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(static directory => File.Exists(Path.Combine(directory, "pwsh")));

    /// <summary>P9: <c>Get-LvsConnection | Measure-Object</c>.</summary>
    /// <param name="site">Where lvsd runs.</param>
    /// <param name="report">Takes the figure.</param>
    /// <param name="connections">How many there are: a listing of fewer is none.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task ListAsync(Site site, Report report, long connections, CancellationToken cancellation)
    {
        const string what = "listing in pwsh";
        if (!IsThere)
        {
            report.Add(Missing("P9", what, "there is no pwsh on PATH, or no module in module/LvsPS"));
            return;
        }

        try
        {
            (double seconds, long listed) = await TimeAsync(site, "(Get-LvsConnection | Measure-Object).Count", cancellation);
            report.Add(listed < connections
                ? Missing("P9", what, $"pwsh listed {listed:N0} of {connections:N0} connections")
                : new Figure("P9", what, "Get-LvsConnection | Measure-Object", seconds, "s") { Target = "≤ 3 s", Met = seconds <= 3 });
        }
        catch (LabException error)
        {
            report.Add(Missing("P9", what, error.Message.ReplaceLineEndings(" ")));
        }
    }

    private static Figure Missing(string measure, string what, string why) => new(measure, what, "not measured", double.NaN, "")
    {
        Note = $"{measure}: {what} was not measured ({why}); the figures at the socket are.",
    };

    // The start of pwsh is not in it.
    private static async Task<(double Seconds, long Result)> TimeAsync(Site site, string command, CancellationToken cancellation)
    {
        string script = $"$ErrorActionPreference = 'Stop'; Import-Module '{Module}'; $watch = [Diagnostics.Stopwatch]::StartNew(); "
            + $"$result = {command}; $watch.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture) + ' ' + $result";
        CommandResult result = await Command.RunAsync(
            ["env", $"LVS_SOCKET={site.Directory.Socket}", "pwsh", "-NoProfile", "-NonInteractive", "-Command", script],
            cancellation: cancellation);
        string[] last = result.EnsureSuccess().Trim().Split('\n')[^1].Split(' ');
        return (double.Parse(last[0], CultureInfo.InvariantCulture), long.Parse(last[1], CultureInfo.InvariantCulture));
    }
}
