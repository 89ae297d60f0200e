using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;
using Lvs.Lab.Processes;

namespace Lvs.Benchmarks.Measures;

/// <summary>The parts of P8 and P9 that are felt in pwsh, where there is one and the module beside this checkout was built.</summary>
internal static class PowerShell
{
    private static string Module => Path.Combine(Repository.Root, "module", "LvsPS", "LvsPS.psd1");

    /// <summary>True when there is a pwsh on PATH and a module to load.</summary>
    public static bool IsThere { get; } = File.Exists(Module)
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(static directory => File.Exists(Path.Combine(directory, "pwsh")));

    /// <summary>P9: <c>Get-LvsConnection | Measure-Object</c>.</summary>
    public static async Task ListAsync(Site site, Report report, CancellationToken cancellation)
    {
        if (!IsThere)
        {
            report.Add(Missing("P9", "listing in pwsh"));
            return;
        }

        double seconds = await TimeAsync(site, "(Get-LvsConnection | Measure-Object).Count", cancellation);
        report.Add(new Figure("P9", "listing in pwsh", "Get-LvsConnection | Measure-Object", seconds, "s") { Target = "≤ 3 s", Met = seconds <= 3 });
    }

    /// <summary>A figure that says what is missing.</summary>
    public static Figure Missing(string measure, string what) => new(measure, what, "not measured", double.NaN, "")
    {
        Note = $"{measure}: there is no pwsh on PATH or no module in module/LvsPS, so that {what} was not measured; the figures at the socket are.",
    };

    /// <summary>How long a command takes in a pwsh that has the module loaded; the start is not in it.</summary>
    public static async Task<double> TimeAsync(Site site, string command, CancellationToken cancellation)
    {
        string script = $"Import-Module '{Module}'; $null = Get-Command Get-LvsConnection; "
            + $"(Measure-Command {{ {command} | Out-Host }}).TotalSeconds.ToString([cultureinfo]::InvariantCulture)";
        CommandResult result = await Command.RunAsync(
            ["env", $"LVS_SOCKET={site.Directory.Socket}", "pwsh", "-NoProfile", "-NonInteractive", "-Command", script],
            cancellation: cancellation);
        return double.Parse(result.EnsureSuccess().Trim().Split('\n')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
