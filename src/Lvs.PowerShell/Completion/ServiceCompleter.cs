using System.Collections;

namespace LvsPS;

/// <summary>Completes virtual services: <c>tcp/192.0.2.1:80</c>.</summary>
public sealed class ServiceCompleter : DirectorCompleter
{
    internal override async Task<IEnumerable<(string Text, string ToolTip)>> CandidatesAsync(
        LvsClient client, IDictionary parameters, CancellationToken cancellation)
    {
        IReadOnlyList<LvsVirtualService> services = await client.GetServiceHeadsAsync(cancellation).ConfigureAwait(false);
        return services.Select(service => (service.Id ?? service.Key, $"scheduler {service.Scheduler}"));
    }
}
