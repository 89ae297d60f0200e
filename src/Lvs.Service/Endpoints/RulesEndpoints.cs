using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Engine.Rules;
using Lvs.Service.Conversion;
using Lvs.Service.Directors;
using Lvs.Service.OpenApi;
using Lvs.Service.Options;

namespace Lvs.Service.Endpoints;

/// <summary>/v1/rules: the rule set as a whole.</summary>
internal sealed class RulesEndpoints(DirectorControl control, LvsdOptions options)
{
    private const string Path = "/v1/rules";

    public void Map(ApiRoutes routes)
    {
        routes.Get(Path, new("getRules", "rules", "All rules.") { Response = LvsJson.Default.LvsRules }, GetAsync);
        routes.Put(Path, new(
            "setRules", "rules",
            "Makes the rules those given, all or nothing; what is unchanged keeps its connections, its place and its counters.")
        {
            Request = RequestJson.Strict.LvsRules,
            Response = LvsJson.Default.LvsRulePlan,
            Query =
            [
                ("dryRun", "true: only say what would change"), ("merge", "true: add and change, but remove nothing"),
                ("quiet", "true: do not list what changed"),
                ("portMapping", "ignore: put the service's port in the place of one that cannot be mapped; default refuse"),
            ],
        }, SetAsync);
        routes.Delete(Path, new(
            "clearRules", "rules",
            "Removes all virtual services, as ipvsadm -C does; firewall-mark rules stay.") { Status = 204 }, ClearAsync);
    }

    private async Task GetAsync(HttpContext context)
    {
        context.AllowQuery();
        (ServiceView[] services, MarkRule[] marks) =
            await control.ReadAsync(director => (Views.All(director), director.Rules.Marks.ToArray()));
        Array.Sort(services, ServiceView.Compare);
        LvsRules rules = new()
        {
            Services = [.. services.Select(ServiceConversion.ToContract)],
            FirewallMarks = [.. marks.Select(MarkConversion.ToContract)],
        };
        await context.WriteAsync(rules, LvsJson.Default.LvsRules);
    }

    private async Task SetAsync(HttpContext context)
    {
        context.AllowQuery("dryRun", "merge", "quiet", "portMapping");
        bool dryRun = context.Switch("dryRun");
        bool merge = context.Switch("merge");
        bool quiet = context.Switch("quiet");
        bool strict = context.StrictPorts();
        LvsRules body = await RequestBody.ReadAsync(context, RequestJson.Strict.LvsRules, options.MaximumRules);
        RuleSet desired = RulesConversion.ToEngine(body);
        RulePlan plan = dryRun
            ? await control.ReadAsync(director => director.Rules.Plan(desired, merge, strict))
            : await control.ChangeAsync(
                director =>
                {
                    RulePlan made = director.Rules.Plan(desired, merge, strict);
                    director.Rules.Apply(made);
                    return made;
                },
                made => !made.IsEmpty);
        LvsRulePlan answer = quiet ? new LvsRulePlan { Applied = !dryRun } : RulesConversion.ToContract(plan, applied: !dryRun);
        await context.WriteAsync(answer, LvsJson.Default.LvsRulePlan);
    }

    private async Task ClearAsync(HttpContext context)
    {
        context.AllowQuery();
        await control.ChangeAsync(director =>
        {
            director.Rules.Clear();
            return true;
        });
        await context.WriteNothing();
    }
}
