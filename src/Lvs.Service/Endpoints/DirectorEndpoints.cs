using System.Reflection;
using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Service.Directors;
using Lvs.Service.OpenApi;
using Lvs.Service.Options;

namespace Lvs.Service.Endpoints;

/// <summary>/v1/director: how it is.</summary>
internal sealed class DirectorEndpoints(DirectorControl control, LvsdOptions options)
{
    private readonly long _started = Environment.TickCount64;

    /// <summary>lvsd's version.</summary>
    public static string Version { get; } =
        typeof(DirectorEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            .Split('+')[0] ?? "0";

    public void Map(ApiRoutes routes) =>
        routes.Get("/v1/director", new("getDirector", "director", "Version, kernel, interfaces, tables and health.")
        {
            Response = LvsJson.Default.LvsDirectorStatus,
        }, GetAsync);

    private async Task GetAsync(HttpContext context)
    {
        context.AllowQuery();
        (int services, int servers) = await control.ReadAsync(
            director => (director.Rules.Services.Count, director.Rules.Services.Sum(service => service.Servers.Count)));
        DirectorReport report = await control.Host.ReportAsync();
        List<string> problems = [.. report.Problems];
        if (control.StoreProblem is { } failure)
            problems.Add($"The rules could not be written: {failure}");
        await context.WriteAsync(
            new LvsDirectorStatus
            {
                Version = Version,
                ApiVersion = LvsApi.Version,
                Kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
                ProcessId = Environment.ProcessId,
                Uptime = (Environment.TickCount64 - _started) / 1000.0,
                Health = problems.Count == 0 ? "ok" : "degraded",
                Problems = problems,
                StateDirectory = options.StateDirectory,
                Adopted = report.Adopted,
                Services = services,
                Servers = servers,
                Connections = report.Connections,
                Templates = report.Templates,
                Interfaces = report.Interfaces,
                Tables = report.Tables,
            },
            LvsJson.Default.LvsDirectorStatus);
    }
}
