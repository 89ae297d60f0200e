using Lvs.Client;

namespace Lvs.Lab.Tests.EndToEnd;

/// <summary>Everything an operator can see of a director, to be compared over a restart.</summary>
internal sealed class Picture
{
    private readonly LvsRules _rules;
    private readonly IReadOnlyList<LvsConnection> _connections;
    private readonly LvsStatistics _statistics;

    private Picture(LvsRules rules, IReadOnlyList<LvsConnection> connections, LvsStatistics statistics)
    {
        _rules = rules;
        _connections = connections;
        _statistics = statistics;
    }

    public static async Task<Picture> TakeAsync(LvsClient director)
    {
        List<LvsConnection> connections = [];
        await foreach (LvsConnection connection in director.GetConnectionsAsync())
            connections.Add(connection);
        return new Picture(await director.GetRulesAsync(), connections, await director.GetStatisticsAsync());
    }

    /// <summary>Rules, connections, templates and counts are as before, and no counter went back.</summary>
    public void AssertContinues(Picture before)
    {
        Assert.Equal(Describe(before._rules), Describe(_rules));
        Assert.NotEmpty(before._connections);
        Dictionary<string, LvsConnection> now = _connections.ToDictionary(Key);
        foreach (LvsConnection earlier in before._connections)
        {
            Assert.True(now.TryGetValue(Key(earlier), out LvsConnection? later), $"{Key(earlier)} is gone");
            Assert.Equal(earlier.ServerAddress, later.ServerAddress);
            Assert.Equal(earlier.ServerPort, later.ServerPort);
            Assert.Equal(earlier.Template, later.Template);
            Assert.Equal(earlier.Service, later.Service);
            Assert.InRange(later.InPackets, earlier.InPackets, long.MaxValue);
            Assert.InRange(later.InBytes, earlier.InBytes, long.MaxValue);
        }

        AssertNotBack(before._statistics.Director, _statistics.Director);
        foreach ((LvsServiceStatistics earlier, LvsServiceStatistics later) in before._statistics.Services.Zip(_statistics.Services))
        {
            Assert.Equal(earlier.Service, later.Service);
            AssertNotBack(earlier, later);
            foreach ((LvsServerStatistics server, LvsServerStatistics laterServer) in earlier.Servers.Zip(later.Servers))
            {
                Assert.Equal(server.Server, laterServer.Server);
                AssertNotBack(server, laterServer);
            }
        }
    }

    private static void AssertNotBack(LvsCounters earlier, LvsCounters later)
    {
        Assert.Equal(earlier.Conns, later.Conns);
        Assert.InRange(later.InPackets, earlier.InPackets, long.MaxValue);
        Assert.InRange(later.InBytes, earlier.InBytes, long.MaxValue);
        Assert.InRange(later.OutPackets, earlier.OutPackets, long.MaxValue);
        Assert.InRange(later.OutBytes, earlier.OutBytes, long.MaxValue);
    }

    private static string Key(LvsConnection connection) =>
        $"{connection.Protocol} {connection.ClientAddress} {connection.ClientPort} "
        + $"{connection.VirtualAddress} {connection.VirtualPort} {connection.Template}";

    // A connection may become inactive, or end, between the two: their numbers are compared by the connections themselves.
    private static string Describe(LvsRules rules) => string.Join('\n', rules.Services.SelectMany(service =>
        new[] { $"{service.Id} {service.Scheduler} {service.PersistenceTimeout} {service.PersistenceMask}" }.Concat(
            (service.RealServers ?? []).Select(server =>
                $"  {server.Address} {server.Port} {server.ForwardingMethod} {server.Weight} {server.PersistentConnections}"))));
}
