using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Engine.Rules;
using Lvs.Service.Conversion;
using Lvs.Service.Directors;
using Lvs.Service.OpenApi;
using Lvs.Service.Options;
using Lvs.Service.Problems;

namespace Lvs.Service.Endpoints;

/// <summary>/v1/services: virtual services.</summary>
internal sealed class ServicesEndpoints(DirectorControl control, LvsdOptions options)
{
    private const string Path = "/v1/services";
    private const string PortMapping =
        "ignore: put the service's port in the place of one that cannot be mapped, as ipvsadm does; default refuse";

    public void Map(ApiRoutes routes)
    {
        routes.Get(Path, new("listServices", "services", "All virtual services with their real servers.")
        {
            Response = LvsJson.Default.ListLvsVirtualService,
            Query = [("realServers", "false: leave the real servers out; default true")],
        }, ListAsync);
        routes.Post(Path, new("addService", "services", "Adds a virtual service with the real servers it names, all or nothing.")
        {
            Request = RequestJson.Strict.LvsVirtualService,
            Response = LvsJson.Default.LvsVirtualService,
            Status = 201,
            Query = [("portMapping", PortMapping)],
        }, AddAsync);
        routes.Get(Path + "/{service}", new("getService", "services", "One virtual service.")
        {
            Response = LvsJson.Default.LvsVirtualService,
        }, GetAsync);
        routes.Put(Path + "/{service}", new(
            "replaceService", "services", "Replaces the rule of a virtual service; its real servers stay when not given.")
        {
            Request = RequestJson.Strict.LvsVirtualService,
            Response = LvsJson.Default.LvsVirtualService,
            Query = [("portMapping", PortMapping)],
        }, ReplaceAsync);
        routes.Patch(Path + "/{service}", new("editService", "services", "Changes what is given of a virtual service.")
        {
            Request = RequestJson.Strict.LvsServicePatch,
            Response = LvsJson.Default.LvsVirtualService,
        }, EditAsync);
        routes.Delete(Path + "/{service}", new(
            "removeService", "services",
            "Removes a virtual service; its connections are kept as IPVS keeps them.") { Status = 204 }, RemoveAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        context.AllowQuery("realServers");
        bool withServers = context.Switch("realServers", otherwise: true);
        ServiceView[] views = await control.ReadAsync(director => Views.All(director, withServers));
        Array.Sort(views, ServiceView.Compare);
        await context.WriteAsync(
            [.. views.Select(view => withServers
                ? ServiceConversion.ToContract(view)
                : ServiceConversion.ToContract(view) with { RealServers = null })],
            LvsJson.Default.ListLvsVirtualService);
    }

    private async Task GetAsync(HttpContext context)
    {
        context.AllowQuery();
        ServiceKey key = Ids.Service(context.Route("service"));
        ServiceView view = await control.ReadAsync(director => Views.One(director, key));
        await context.WriteAsync(ServiceConversion.ToContract(view), LvsJson.Default.LvsVirtualService);
    }

    private async Task AddAsync(HttpContext context)
    {
        context.AllowQuery("portMapping");
        bool strict = context.StrictPorts();
        LvsVirtualService body = await RequestBody.ReadAsync(
            context, RequestJson.Strict.LvsVirtualService, options.MaximumBody);
        ServiceRule rule = RulesConversion.ToEngine(body, "$");
        ServiceView view = await control.ChangeAsync(director =>
        {
            if (director.Rules.Find(rule.Key) is not null)
            {
                throw Problem.Rule(
                    RuleError.ServiceExists, rule.Key.ToString(), $"The service {rule.Key} exists already.",
                    "Change it by PUT or PATCH, or remove it first.");
            }

            director.Rules.Apply(director.Rules.Plan(new RuleSet { Services = [rule] }, merge: true, strict));
            return Views.One(director, rule.Key);
        });
        await context.WriteCreatedAsync(
            $"{Path}/{Uri.EscapeDataString(rule.Key.ToString())}", ServiceConversion.ToContract(view),
            LvsJson.Default.LvsVirtualService);
    }

    private async Task ReplaceAsync(HttpContext context)
    {
        context.AllowQuery("portMapping");
        bool strict = context.StrictPorts();
        ServiceKey key = Ids.Service(context.Route("service"));
        LvsVirtualService body = await RequestBody.ReadAsync(
            context, RequestJson.Strict.LvsVirtualService, options.MaximumBody);
        CheckSame(key, body);
        ServiceSettings settings = ServiceConversion.Settings(key, body);
        List<ServerRule>? servers = body.RealServers is null ? null : RulesConversion.Servers(key, body.RealServers, "$");
        ServiceView view = await control.ChangeAsync(director =>
        {
            Views.One(director, key);
            if (servers is null)
                director.Rules.EditService(key, settings);
            else
                Reconcile(director.Rules, new ServiceRule(key, settings, servers), strict);
            return Views.One(director, key);
        });
        await context.WriteAsync(ServiceConversion.ToContract(view), LvsJson.Default.LvsVirtualService);
    }

    private async Task EditAsync(HttpContext context)
    {
        context.AllowQuery();
        ServiceKey key = Ids.Service(context.Route("service"));
        LvsServicePatch patch = await RequestBody.ReadAsync(context, RequestJson.Strict.LvsServicePatch, options.MaximumBody);
        ServiceView view = await control.ChangeAsync(director =>
        {
            ServiceView before = Views.One(director, key);
            director.Rules.EditService(key, ServiceConversion.Patch(key, before.Settings, patch));
            return Views.One(director, key);
        });
        await context.WriteAsync(ServiceConversion.ToContract(view), LvsJson.Default.LvsVirtualService);
    }

    private async Task RemoveAsync(HttpContext context)
    {
        context.AllowQuery();
        ServiceKey key = Ids.Service(context.Route("service"));
        await control.ChangeAsync(director =>
        {
            director.Rules.RemoveService(key);
            return true;
        });
        await context.WriteNothing();
    }

    // The plan is made for the rules as a whole, so that one bad server refuses everything: the others are listed as they are.
    private static void Reconcile(RuleBook rules, ServiceRule rule, bool strict)
    {
        RuleSet present = rules.Snapshot();
        RuleSet desired = new()
        {
            Services = [.. present.Services.Select(other => other.Key == rule.Key ? rule : other)],
            FirewallMarks = present.FirewallMarks,
        };
        if (strict)
            rules.Plan(new RuleSet { Services = [rule] }, merge: true, strictPorts: true);
        rules.Apply(rules.Plan(desired));
    }

    // The body may leave its key out, or repeat it; another one would be a service renamed, which cannot be.
    private static void CheckSame(ServiceKey key, LvsVirtualService body)
    {
        if (body is { Protocol: null, Address: null, Port: null, FirewallMark: null })
            return;
        ServiceKey other = ServiceConversion.Key(body);
        if (other != key)
        {
            throw Problem.Create(
                ProblemCatalog.IdMismatch, other.ToString(), $"The body is about {other}, the URL about {key}.",
                "A service cannot be renamed: add the new one and remove the old.");
        }
    }
}
