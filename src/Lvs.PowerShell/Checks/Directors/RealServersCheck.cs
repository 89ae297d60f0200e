namespace LvsPS.Checks.Directors;

/// <summary>A service needs a real server that takes new connections.</summary>
internal sealed class RealServersCheck : IDirectorCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(DirectorQuestion question) => question.Services.Select(service =>
    {
        IReadOnlyList<LvsRealServer> servers = service.RealServers ?? [];
        int taking = servers.Count(server => server.Weight > 0 && server.Overloaded != true);
        string id = service.Id ?? service.Key;
        return CheckResult.Of(
            "RealServers", id, taking > 0,
            servers.Count == 0 ? "It has no real servers." : $"{taking} of {servers.Count} real servers take new connections.",
            servers.Count == 0
                ? $"Add-LvsRealServer {id} -Address <address>."
                : $"Bring one back: Get-LvsRealServer {id} | Resume-LvsRealServer, or give it a weight; raise thresholds "
                + "that are reached.");
    });
}
