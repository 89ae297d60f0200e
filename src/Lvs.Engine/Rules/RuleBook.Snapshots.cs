using Lvs.Engine.Scheduling;

namespace Lvs.Engine.Rules;

/// <content>The rules over a restart.</content>
public sealed partial class RuleBook
{
    /// <summary>The rules as data, with numbers and what is remembered of removed servers, for the store.</summary>
    public RuleSet Snapshot() => new()
    {
        Services = [.. _services.Services.Select(static service =>
            new ServiceRule(service.Key, service.Settings, Describe(service.Servers)) { Id = service.Id })],
        FirewallMarks = [.. _marks.Rules],
        Removed = [.. _trash.Servers.Select(static server =>
            new RemovedServerRule(server.Service.Key, server.Service.Id, Describe(server)))],
    };

    /// <summary>Brings back a snapshot into an empty book: everything gets its number again. Counts of connections begin at 0,
    /// for the director to rebuild from its table.</summary>
    /// <exception cref="RuleException">There are rules already, or the snapshot is refused; nothing is changed.</exception>
    public void Restore(RuleSet snapshot)
    {
        if (_services.Count > 0 || _trash.Count > 0 || _marks.Rules.Count > 0)
        {
            throw new RuleException(RuleError.InvalidSnapshot, _services.Count.ToString(), "There are rules already.",
                "Restore into an empty director.");
        }

        new RulePlanner(this, ServerValidator.ForStored, merge: false, strictPorts: false).Plan(snapshot, _version);
        SnapshotNumbers numbers = new(snapshot, _serviceIds.Maximum, _serverIds.Maximum);
        _serviceIds.Reset(numbers.Services);
        _serverIds.Reset(numbers.Servers);
        _dataPlane.BeginBulk(numbers.Services.Count, numbers.Servers.Count);
        try
        {
            Dictionary<int, VirtualService> former = [];
            foreach (RemovedServerRule removed in snapshot.Removed)
                RestoreRemoved(removed, former);
            foreach (ServiceRule rule in snapshot.Services)
                RestoreService(rule, former);
        }
        finally
        {
            _dataPlane.EndBulk();
        }

        _marks.Replace(snapshot.FirewallMarks);
        MarksChanged();
    }

    private void RestoreService(ServiceRule rule, Dictionary<int, VirtualService> former)
    {
        ServiceSettings settings = RuleValidator.Normalize(rule.Key, rule.Settings);
        VirtualService? service = rule.Id == 0 ? null : former.GetValueOrDefault(rule.Id);
        if (service is null)
        {
            int id = rule.Id;
            if (id == 0 && !_serviceIds.TryTake(out id))
                throw TooManyServices();
            service = new VirtualService(id, rule.Key, settings, null);
        }

        service.IsPublished = true;
        service.Settings = settings;
        service.Bind(SchedulerFactory.Create(settings.Scheduler, Scheduling));
        _services.Add(service);
        _version++;
        _dataPlane.ServicePublished(service);
        foreach (ServerRule server in rule.Servers)
            RestoreServer(service, server);
    }

    private void RestoreServer(VirtualService service, ServerRule rule)
    {
        ServerKey key = ServerValidator.NormalizeKey(service.Key, rule.Key, rule.Settings.Method, strictPorts: false);
        int id = rule.Id;
        if (id == 0 && !_serverIds.TryTake(out id))
            throw TooManyServers();
        RealServer server = CreateFrom(service, key, rule, id);
        server.IsAvailable = true;
        service.Servers.AddFirst(server);
        service.Scheduler?.ServerAdded(server);
        _dataPlane.ServerPublished(server);
    }

    private void RestoreRemoved(RemovedServerRule rule, Dictionary<int, VirtualService> former)
    {
        if (!former.TryGetValue(rule.ServiceId, out VirtualService? service))
        {
            service = new VirtualService(rule.ServiceId, rule.Service, new ServiceSettings(), null) { IsPublished = false };
            former.Add(rule.ServiceId, service);
        }

        RealServer server = CreateFrom(service, rule.Server.Key, rule.Server, rule.Server.Id);
        _trash.Add(server);
        _dataPlane.ServerWithdrawn(server);
    }

    private RealServer CreateFrom(VirtualService service, ServerKey key, ServerRule rule, int id)
    {
        RealServer server = new(id, service, key, rule.Settings) { LastWeight = rule.LastWeight ?? rule.Settings.Weight };
        _serversById[id] = server;
        return server;
    }

    private static ServerRule[] Describe(ServerList servers)
    {
        ServerRule[] rules = new ServerRule[servers.Count];
        int i = 0;
        for (RealServer? server = servers.Last; server is not null; server = server.Previous)
            rules[i++] = Describe(server);
        return rules;
    }

    private static ServerRule Describe(RealServer server) =>
        new(server.Key, server.Settings) { Id = server.Id, LastWeight = server.LastWeight };
}
