using Lvs.Client;
using Lvs.Engine.Rules;
using Lvs.Service.Directors;

namespace Lvs.Service.Statistics;

/// <summary>The estimators of everything. Every member is to be called on the director's thread.</summary>
internal sealed class StatisticsTable
{
    private readonly Dictionary<VirtualService, RateEstimator> _services = [];
    private readonly Dictionary<RealServer, RateEstimator> _servers = [];
    private RateEstimator? _director;

    /// <summary>Samples all; every 2 s.</summary>
    public void Sample(IDirector director)
    {
        Sample(ref _director, director.Total);
        int seen = 0;
        foreach (VirtualService service in director.Rules.Services)
        {
            Sample(_services, service, director.CountersOf(service));
            seen++;
            foreach (RealServer server in service.Servers)
            {
                Sample(_servers, server, director.CountersOf(server));
                seen++;
            }
        }

        // More estimators than things: some were removed.
        if (_services.Count + _servers.Count > seen)
            Forget();
    }

    /// <summary>Sets counters and rates to zero.</summary>
    public void Reset(IDirector director, VirtualService? service)
    {
        director.ResetCounters(service);
        if (service is null)
        {
            _services.Clear();
            _servers.Clear();
            _director = null;
            Sample(director);
            return;
        }

        _services[service] = new RateEstimator(director.CountersOf(service));
        foreach (RealServer server in service.Servers)
            _servers[server] = new RateEstimator(director.CountersOf(server));
    }

    /// <summary>All counters and rates.</summary>
    public LvsStatistics Read(IDirector director) => new()
    {
        Director = Fill(new LvsCounters(), director.Total, _director),
        Services =
        [
            .. director.Rules.Services.Select(service => Fill(
                new LvsServiceStatistics
                {
                    Service = service.Key.ToString(),
                    Servers =
                    [
                        .. service.Servers.Select(server => Fill(
                            new LvsServerStatistics { Server = server.Key.ToString() }, director.CountersOf(server),
                            _servers.GetValueOrDefault(server))).Reverse(),
                    ],
                },
                director.CountersOf(service), _services.GetValueOrDefault(service))),
        ],
    };

    private static void Sample<T>(Dictionary<T, RateEstimator> estimators, T thing, in TrafficCounters counters)
        where T : class
    {
        if (estimators.TryGetValue(thing, out RateEstimator? estimator))
            estimator.Sample(counters);
        else
            estimators.Add(thing, new RateEstimator(counters));
    }

    private static void Sample(ref RateEstimator? estimator, in TrafficCounters counters)
    {
        if (estimator is null)
            estimator = new RateEstimator(counters);
        else
            estimator.Sample(counters);
    }

    private static T Fill<T>(T result, in TrafficCounters counters, RateEstimator? rates)
        where T : LvsCounters
    {
        result.Conns = counters.Connections;
        result.InPackets = counters.InPackets;
        result.OutPackets = counters.OutPackets;
        result.InBytes = counters.InBytes;
        result.OutBytes = counters.OutBytes;
        result.Cps = rates?.Connections ?? 0;
        result.InPps = rates?.InPackets ?? 0;
        result.OutPps = rates?.OutPackets ?? 0;
        result.InBps = rates?.InBytes ?? 0;
        result.OutBps = rates?.OutBytes ?? 0;
        return result;
    }

    private void Forget()
    {
        foreach (VirtualService service in _services.Keys.Where(service => !service.IsPublished).ToArray())
            _services.Remove(service);
        foreach (RealServer server in _servers.Keys.Where(server => !server.IsAvailable).ToArray())
            _servers.Remove(server);
    }
}
