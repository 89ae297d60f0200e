namespace Lvs.Engine.Rules;

/// <summary>Compares desired rules with those there are, validating all of them; one instance makes one plan.</summary>
internal sealed class RulePlanner(RuleBook book, ServerValidator validator, bool merge, bool strictPorts)
{
    private readonly List<RuleChange> _changes = [];
    private readonly List<RuleChange> _removals = [];
    private readonly RulePlanSteps _steps = new();

    // What is being looked at, as a JSON path: in a set of thousands a refusal must say which rule it is about.
    private int _service = -1;
    private int _server = -1;
    private int _mark = -1;

    public RulePlan Plan(RuleSet desired, long version)
    {
        try
        {
            return PlanAll(desired, version);
        }
        catch (RuleException refusal)
        {
            refusal.Path = (_mark, _server) switch
            {
                ( >= 0, _) => $"$.firewallMarks[{_mark}]",
                (_, >= 0) => $"$.services[{_service}].realServers[{_server}]",
                _ => $"$.services[{_service}]",
            };
            throw;
        }
    }

    private RulePlan PlanAll(RuleSet desired, long version)
    {
        HashSet<ServiceKey> wanted = [];
        foreach (ServiceRule rule in desired.Services)
        {
            (_service, _server) = (_service + 1, -1);
            RuleValidator.CheckKey(rule.Key);
            if (!wanted.Add(rule.Key))
            {
                throw new RuleException(RuleError.ServiceExists, rule.Key.ToString(), $"{rule.Key} is listed twice.",
                    "List each service once.");
            }

            PlanService(rule);
        }

        if (!merge)
            foreach (VirtualService service in book.Services)
                if (!wanted.Contains(service.Key))
                    RemoveService(service);
        PlanMarks(desired.FirewallMarks);
        return new RulePlan([.. _removals, .. _changes], _steps, version);
    }

    private void PlanService(ServiceRule rule)
    {
        ServiceSettings settings = RuleValidator.Normalize(rule.Key, rule.Settings);
        VirtualService? service = book.Find(rule.Key);
        if (service is null)
        {
            _steps.AddedServices.Add((rule.Key, settings));
            _changes.Add(new RuleChange(RuleChangeKind.Added, rule.Key, null, null, null, null, null));
        }
        else if (service.Settings != settings)
        {
            _steps.EditedServices.Add((rule.Key, settings));
            RuleDifferences.Add(_changes, rule.Key, service.Settings, settings);
        }

        HashSet<ServerKey> wanted = new(rule.Servers.Count);
        foreach (ServerRule server in rule.Servers)
        {
            _server++;
            PlanServer(rule.Key, service, server, wanted);
        }

        if (service is null || merge)
            return;
        foreach (RealServer server in service.Servers)
        {
            if (wanted.Contains(server.Key))
                continue;
            _steps.RemovedServers.Add((rule.Key, server.Key));
            _removals.Add(new RuleChange(RuleChangeKind.Removed, rule.Key, server.Key, null, null, null, null));
        }
    }

    private void PlanServer(ServiceKey service, VirtualService? present, ServerRule rule, HashSet<ServerKey> listed)
    {
        ServerKey key = ServerValidator.NormalizeKey(service, rule.Key, rule.Settings.Method, strictPorts);
        validator.Check(service, key, rule.Settings);
        if (!listed.Add(key))
        {
            throw new RuleException(RuleError.ServerExists, key.ToString(), $"{key} is listed twice in {service}.",
                "List each real server once in a service.");
        }

        RealServer? server = present?.Servers.Find(key);
        if (server is null)
        {
            _steps.AddedServers.Add((service, key, rule.Settings));
            _changes.Add(new RuleChange(RuleChangeKind.Added, service, key, null, null, null, null));
        }
        else if (server.Settings != rule.Settings)
        {
            _steps.EditedServers.Add((service, key, rule.Settings));
            RuleDifferences.Add(_changes, service, key, server.Settings, rule.Settings);
        }
    }

    private void RemoveService(VirtualService service)
    {
        _steps.RemovedServices.Add(service.Key);
        foreach (RealServer server in service.Servers)
            _removals.Add(new RuleChange(RuleChangeKind.Removed, service.Key, server.Key, null, null, null, null));
        _removals.Add(new RuleChange(RuleChangeKind.Removed, service.Key, null, null, null, null, null));
    }

    private void PlanMarks(IReadOnlyList<MarkRule> desired)
    {
        HashSet<MarkRule> wanted = [];
        List<MarkRule> rules = merge ? [.. book.Marks] : [];
        foreach (MarkRule rule in desired)
        {
            _mark++;
            MarkTable.Check(rule);
            if (!wanted.Add(rule))
            {
                throw new RuleException(RuleError.MarkExists, MarkTable.Describe(rule),
                    $"The rule {MarkTable.Describe(rule)} is listed twice.", "List each firewall-mark rule once.");
            }

            bool present = book.HasMark(rule);
            if (!present)
                _changes.Add(new RuleChange(RuleChangeKind.Added, null, null, rule, null, null, null));
            if (!present || !merge)
                rules.Add(rule);
        }

        foreach (MarkRule rule in book.Marks)
            if (!merge && !wanted.Contains(rule))
                _removals.Add(new RuleChange(RuleChangeKind.Removed, null, null, rule, null, null, null));
        if (!rules.SequenceEqual(book.Marks))
            _steps.Marks = rules;
    }
}
