using Lvs.Engine.Scheduling;

namespace Lvs.Engine.Rules;

/// <content>The rules as a whole.</content>
public sealed partial class RuleBook
{
    /// <summary>Validates desired rules and says what has to change; changes nothing itself. The numbers in the rules do not matter.
    /// The order of servers that are there already stays; new ones are added in the order given.</summary>
    /// <param name="desired">The rules as they should be.</param>
    /// <param name="merge">Only add and change: what is not listed stays.</param>
    /// <param name="strictPorts">Refuse rather than replace a port that cannot be mapped.</param>
    /// <exception cref="RuleException">A rule is refused, one is listed twice, or the tables are too small.</exception>
    public RulePlan Plan(RuleSet desired, bool merge = false, bool strictPorts = false)
    {
        RulePlan plan = new RulePlanner(this, _validator, merge, strictPorts).Plan(desired, _version);
        CheckRoom(plan.Steps);
        return plan;
    }

    /// <summary>Does all that a plan says. What is unchanged keeps its place, connections and counters.</summary>
    /// <exception cref="RuleException">The rules were changed since the plan was made; nothing is done.</exception>
    public void Apply(RulePlan plan)
    {
        if (plan.Version != _version)
        {
            throw new RuleException(RuleError.PlanOutdated, plan.Version.ToString(), "The rules were changed since the plan was made.",
                "Make a new plan.");
        }

        RulePlanSteps steps = plan.Steps;
        foreach (ServiceKey key in steps.RemovedServices)
            RemoveChecked(Require(key));
        foreach ((ServiceKey service, ServerKey server) in steps.RemovedServers)
            RemoveServer(service, server);
        foreach ((ServiceKey key, ServiceSettings settings) in steps.EditedServices)
            EditChecked(Require(key), settings);
        foreach ((ServiceKey service, ServerKey server, ServerSettings settings) in steps.EditedServers)
            EditChecked(Require(Require(service), server), settings);
        foreach ((ServiceKey key, ServiceSettings settings) in steps.AddedServices)
            AddChecked(key, settings);
        foreach ((ServiceKey service, ServerKey server, ServerSettings settings) in steps.AddedServers)
            AddChecked(Require(service), server, settings);
        if (steps.Marks is not null)
        {
            _marks.Replace(steps.Marks);
            MarksChanged();
        }
    }

    /// <summary>The rules as data, with numbers and what is remembered of removed servers, for the store.</summary>
    public RuleSet Snapshot() => new()
    {
        Services = [.. _services.Services.Select(static service =>
            new ServiceRule(service.Key, service.Settings, Describe(service.Servers)) { Id = service.Id })],
        FirewallMarks = [.. _marks.Rules],
        Removed = [.. _trash.Servers.Select(static server =>
            new RemovedServerRule(server.Service.Key, server.Service.Id, Describe(server)))],
    };

    /// <summary>Brings back a snapshot into an empty book: everything gets its number again. Counts of connections begin at 0, for
    /// the director to rebuild from its table.</summary>
    /// <exception cref="RuleException">There are rules already, or the snapshot is refused; nothing is changed.</exception>
    public void Restore(RuleSet snapshot)
    {
        if (_services.Count > 0 || _trash.Count > 0 || _marks.Rules.Count > 0)
        {
            throw new RuleException(RuleError.InvalidSnapshot, _services.Count.ToString(), "There are rules already.",
                "Restore into an empty director.");
        }

        new RulePlanner(this, _validator, merge: false, strictPorts: false).Plan(snapshot, _version);
        SnapshotNumbers numbers = new(snapshot, _serviceIds.Maximum, _serverIds.Maximum);
        _serviceIds.Reset(numbers.Services);
        _serverIds.Reset(numbers.Servers);
        Dictionary<int, VirtualService> former = [];
        foreach (RemovedServerRule removed in snapshot.Removed)
            RestoreRemoved(removed, former);
        foreach (ServiceRule rule in snapshot.Services)
            RestoreService(rule, former);
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

    /// <summary>Numbers are needed for what stays, what comes, and what goes but has connections. Unreferenced removed servers give
    /// theirs up when numbers run out.</summary>
    private void CheckRoom(RulePlanSteps steps)
    {
        HashSet<RealServer> kept = [.. _serversById.OfType<RealServer>().Where(ServerTrash.IsReferenced)];
        kept.UnionWith(_services.Services.SelectMany(static service => service.Servers));
        HashSet<int> services = [.. _services.Services.Select(static service => service.Id)];
        foreach (ServiceKey key in steps.RemovedServices)
        {
            VirtualService service = Require(key);
            services.Remove(service.Id);
            kept.RemoveWhere(server => server.Service == service && !ServerTrash.IsReferenced(server));
        }

        foreach ((ServiceKey service, ServerKey server) in steps.RemovedServers)
        {
            RealServer going = Require(Require(service), server);
            if (!ServerTrash.IsReferenced(going))
                kept.Remove(going);
        }

        int added = steps.AddedServers.Count(step => _trash.Find(step.Service, step.Server) is not { } server || !kept.Contains(server));
        if (kept.Count + added > _serverIds.Maximum)
            throw TooManyServers();
        services.UnionWith(kept.Select(static server => server.Service.Id));
        if (services.Count + steps.AddedServices.Count > _serviceIds.Maximum)
            throw TooManyServices();
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
