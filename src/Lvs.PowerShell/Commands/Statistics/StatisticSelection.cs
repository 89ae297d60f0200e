namespace LvsPS.Commands;

/// <summary>Chooses from the statistics of a director.</summary>
internal static class StatisticSelection
{
    /// <summary>Writes those of the services and kinds that are wanted; a service that is not there is an error of its
    /// own.</summary>
    public static void Write(
        DirectorCmdlet cmdlet, LvsStatistics statistics, IReadOnlyCollection<string> services,
        IReadOnlyCollection<string>? scopes, DateTime time)
    {
        foreach (string name in services)
        {
            if (!Names.HasWildcard(name) && !statistics.Services.Any(service => Names.Match(name, service.Service)))
            {
                cmdlet.WriteError(LvsErrors.Create(
                    "ServiceNotFound", ErrorCategory.ObjectNotFound, name, $"There is no service {name}.",
                    "Get-LvsService lists those there are."));
            }
        }

        foreach (Statistic statistic in Statistic.All(statistics, time))
        {
            bool wanted = services.Count == 0 || (statistic.Service is not null && Names.MatchAny(services, statistic.Service));
            if (wanted && (scopes is null || scopes.Contains(statistic.Scope, StringComparer.OrdinalIgnoreCase)))
                cmdlet.WriteObject(statistic);
        }
    }
}
