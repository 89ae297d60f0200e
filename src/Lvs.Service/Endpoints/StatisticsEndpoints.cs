using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Engine.Rules;
using Lvs.Service.Conversion;
using Lvs.Service.Directors;
using Lvs.Service.OpenApi;
using Lvs.Service.Statistics;

namespace Lvs.Service.Endpoints;

/// <summary>/v1/statistics and /v1/counters.</summary>
internal sealed class StatisticsEndpoints(DirectorControl control, StatisticsTable table)
{
    public void Map(ApiRoutes routes)
    {
        routes.Get("/v1/statistics",
            new("getStatistics", "statistics", "Counters and rates of the director, of services and real servers.")
        {
            Response = LvsJson.Default.LvsStatistics,
        }, GetAsync);
        routes.Post("/v1/statistics/reset", new("resetStatistics", "statistics", "Sets counters and rates to zero.")
        {
            Status = 204,
            Query = [("service", "a service's id; absent: everything")],
        }, ResetAsync);
        routes.Get("/v1/counters",
            new("getCounters", "statistics", "How often packets were forwarded, passed, sent up and dropped, by reason.")
        {
            Response = LvsJson.Default.DictionaryStringInt64,
        }, CountersAsync);
    }

    private async Task GetAsync(HttpContext context)
    {
        context.AllowQuery();
        LvsStatistics statistics = await control.ReadAsync(table.Read);
        await context.WriteAsync(statistics, LvsJson.Default.LvsStatistics);
    }

    private async Task ResetAsync(HttpContext context)
    {
        context.AllowQuery("service");
        string? id = context.Request.Query["service"];
        ServiceKey? key = id is null ? null : Ids.Service(id);
        await control.ReadAsync(director =>
        {
            table.Reset(director, key is { } one ? Views.Find(director, one) : null);
            return true;
        });
        await context.WriteNothing();
    }

    private Task CountersAsync(HttpContext context)
    {
        context.AllowQuery();
        Dictionary<string, long> counters = new(control.Host.ReadCounters());
        return context.WriteAsync(counters, LvsJson.Default.DictionaryStringInt64);
    }
}
