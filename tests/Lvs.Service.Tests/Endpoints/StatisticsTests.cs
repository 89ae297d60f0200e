using Lvs.Client;
using Lvs.Engine.Rules;
using Lvs.Service.Directors;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Endpoints;

public sealed class StatisticsTests
{
    [Fact]
    public async Task Counters_add_up_and_reset()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.SetRulesAsync(Samples.Rules());
        await server.Host.InvokeAsync(director =>
        {
            foreach (VirtualService service in director.Rules.Services)
            {
                foreach (RealServer real in service.Servers)
                    server.Host.Director.Count(real, new TrafficCounters(1, 10, 9, 1000, 9000));
            }

            return true;
        });
        LvsStatistics statistics = await server.Client.GetStatisticsAsync();
        Assert.Equal((3L, 30L, 27L, 3000L, 27000L), (
            statistics.Director.Conns, statistics.Director.InPackets, statistics.Director.OutPackets, statistics.Director.InBytes,
            statistics.Director.OutBytes));
        LvsServiceStatistics web = Assert.Single(statistics.Services, service => service.Service == Samples.WebId);
        Assert.Equal(2, web.Conns);
        Assert.Equal(["10.0.0.1:8080", "10.0.0.2:8080"], web.Servers.Select(real => real.Server));

        await server.Client.ResetStatisticsAsync(Samples.WebId);
        statistics = await server.Client.GetStatisticsAsync();
        Assert.Equal((0L, 1L), (
            statistics.Services.Single(service => service.Service == Samples.WebId).Conns,
            statistics.Services.Single(service => service.Service != Samples.WebId).Conns));
        await server.Client.ResetStatisticsAsync();
        Assert.Equal(0, (await server.Client.GetStatisticsAsync()).Director.Conns);
        LvsClientException e = await Assert.ThrowsAsync<LvsClientException>(() => server.Client.ResetStatisticsAsync("fwm/3"));
        Assert.Equal("service-not-found", e.Id);
    }
}
