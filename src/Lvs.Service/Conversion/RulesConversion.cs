using Lvs.Client;
using Lvs.Engine.Rules;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>Whole rule sets between the contract and the engine.</summary>
internal static class RulesConversion
{
    public static RuleSet ToEngine(LvsRules rules)
    {
        List<ServiceRule> services = new(rules.Services?.Count ?? 0);
        foreach (LvsVirtualService service in rules.Services ?? [])
            services.Add(ToEngine(service, $"$.services[{services.Count}]"));
        List<MarkRule> marks = [];
        foreach (LvsFirewallMark mark in rules.FirewallMarks ?? [])
        {
            string at = $"$.firewallMarks[{marks.Count}]";
            marks.Add(MarkConversion.ToEngine(mark ?? throw Null(at), at));
        }

        return new RuleSet { Services = services, FirewallMarks = marks };
    }

    public static ServiceRule ToEngine(LvsVirtualService service, string path)
    {
        if (service is null)
            throw Null(path);
        ServiceKey key = ServiceConversion.Key(service, path);
        return new ServiceRule(key, ServiceConversion.Settings(key, service, path), Servers(key, service.RealServers, path));
    }

    public static List<ServerRule> Servers(ServiceKey service, IReadOnlyList<LvsRealServer>? servers, string path)
    {
        List<ServerRule> rules = new(servers?.Count ?? 0);
        foreach (LvsRealServer server in servers ?? [])
        {
            string at = $"{path}.realServers[{rules.Count}]";
            rules.Add(new ServerRule(
                ServerConversion.Key(service, server ?? throw Null(at), at), ServerConversion.Settings(server, at)));
        }

        return rules;
    }

    public static LvsRulePlan ToContract(RulePlan plan, bool applied) => new()
    {
        Applied = applied,
        Changes = [.. plan.Changes.Select(ToContract)],
    };

    private static LvsRuleChange ToContract(RuleChange change) => new()
    {
        Action = change.Kind switch
        {
            RuleChangeKind.Added => LvsChangeAction.Added,
            RuleChangeKind.Removed => LvsChangeAction.Removed,
            _ => LvsChangeAction.Changed,
        },
        Kind = change switch
        {
            { Mark: not null } => LvsChangeKind.FirewallMark,
            { Server: null } => LvsChangeKind.Service,
            _ => LvsChangeKind.Server,
        },
        Service = change.Service?.ToString(),
        Server = change.Server?.ToString(),
        FirewallMark = change.Mark is null ? null : MarkConversion.ToContract(change.Mark).Id,
        Property = change.Property,
        Before = change.Before,
        After = change.After,
    };

    private static ProblemException Null(string path) => Problem.Create(
        ProblemCatalog.MissingValue, "null", $"There is null where an object is needed ({path}).", "Leave it out.", path);
}
