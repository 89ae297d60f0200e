namespace Lvs.Engine.Rules;

/// <content>Changing the rules as a whole.</content>
public sealed partial class RuleBook
{
    /// <summary>Validates desired rules and says what has to change; changes nothing itself. The numbers in the rules do not
    /// matter. The order of servers that are there already stays; new ones are added in the order given.</summary>
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
            throw new RuleException(RuleError.PlanOutdated, plan.Version.ToString(),
                "The rules were changed since the plan was made.", "Make a new plan.");
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
        AddServers(steps.AddedServers);
        if (steps.Marks is not null)
        {
            _marks.Replace(steps.Marks);
            MarksChanged();
        }
    }

    // Those of one service stand together.
    private void AddServers(List<(ServiceKey Service, ServerKey Server, ServerSettings Settings)> added)
    {
        for (int from = 0, to = 0; from < added.Count; from = to)
        {
            VirtualService service = Require(added[from].Service);
            while (to < added.Count && added[to].Service == service.Key)
                to++;
            service.Servers.EnsureCapacity(service.Servers.Count + to - from);
            for (int i = from; i < to; i++)
                AddChecked(service, added[i].Server, added[i].Settings);
        }
    }

    /// <summary>Numbers are needed for what stays, what comes, and what goes but has connections. Unreferenced removed servers
    /// give theirs up when numbers run out.</summary>
    private void CheckRoom(RulePlanSteps steps)
    {
        HashSet<RealServer> kept = [.. _serversById.OfType<RealServer>().Where(ServerTrash.IsReferenced)];
        kept.UnionWith(_services.Services.SelectMany(static service => service.Servers));
        HashSet<int> services = [.. _services.Services.Select(static service => service.Id)];
        foreach (ServiceKey key in steps.RemovedServices)
        {
            VirtualService service = Require(key);
            services.Remove(service.Id);
            foreach (RealServer going in service.Servers)
                if (!ServerTrash.IsReferenced(going))
                    kept.Remove(going);
        }

        foreach ((ServiceKey service, ServerKey server) in steps.RemovedServers)
        {
            RealServer going = Require(Require(service), server);
            if (!ServerTrash.IsReferenced(going))
                kept.Remove(going);
        }

        int added = steps.AddedServers.Count(
            step => _trash.Find(step.Service, step.Server) is not { } server || !kept.Contains(server));
        if (kept.Count + added > _serverIds.Maximum)
            throw TooManyServers();
        services.UnionWith(kept.Select(static server => server.Service.Id));
        if (services.Count + steps.AddedServices.Count > _serviceIds.Maximum)
            throw TooManyServices();
    }
}
