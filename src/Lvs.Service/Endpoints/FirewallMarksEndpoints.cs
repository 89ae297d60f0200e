using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Engine.Rules;
using Lvs.Service.Conversion;
using Lvs.Service.Directors;
using Lvs.Service.OpenApi;
using Lvs.Service.Options;
using Lvs.Service.Problems;

namespace Lvs.Service.Endpoints;

/// <summary>/v1/firewall-marks: the classifier that stands in for iptables -j MARK.</summary>
internal sealed class FirewallMarksEndpoints(DirectorControl control, LvsdOptions options)
{
    private const string Path = "/v1/firewall-marks";

    public void Map(ApiRoutes routes)
    {
        routes.Get(Path, new("listFirewallMarks", "firewall-marks", "The rules of the firewall-mark classifier.")
        {
            Response = LvsJson.Default.ListLvsFirewallMark,
        }, ListAsync);
        routes.Post(Path, new("addFirewallMark", "firewall-marks", "Adds a rule to the classifier.")
        {
            Request = RequestJson.Strict.LvsFirewallMark,
            Response = LvsJson.Default.LvsFirewallMark,
            Status = 201,
        }, AddAsync);
        routes.Delete(Path + "/{mark}",
            new("removeFirewallMark", "firewall-marks", "Removes a rule from the classifier by its id.")
        {
            Status = 204,
        }, RemoveAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        context.AllowQuery();
        MarkRule[] marks = await control.ReadAsync(director => director.Rules.Marks.ToArray());
        await context.WriteAsync([.. marks.Select(MarkConversion.ToContract)], LvsJson.Default.ListLvsFirewallMark);
    }

    private async Task AddAsync(HttpContext context)
    {
        context.AllowQuery();
        MarkRule rule = MarkConversion.ToEngine(
            await RequestBody.ReadAsync(context, RequestJson.Strict.LvsFirewallMark, options.MaximumBody));
        await control.ChangeAsync(director =>
        {
            director.Rules.AddMark(rule);
            return true;
        });
        LvsFirewallMark mark = MarkConversion.ToContract(rule);
        await context.WriteCreatedAsync($"{Path}/{Uri.EscapeDataString(mark.Key)}", mark, LvsJson.Default.LvsFirewallMark);
    }

    private async Task RemoveAsync(HttpContext context)
    {
        context.AllowQuery();
        string id = context.Route("mark");
        await control.ChangeAsync(director =>
        {
            MarkRule rule = director.Rules.Marks.FirstOrDefault(rule => MarkConversion.ToContract(rule).Id == id)
                ?? throw Problem.Rule(
                RuleError.MarkNotFound, id, $"There is no firewall-mark rule '{id}'.",
                $"GET {Path} lists the rules with their ids, such as 5/tcp/192.0.2.0/24:80-90.");
            director.Rules.RemoveMark(rule);
            return true;
        });
        await context.WriteNothing();
    }
}
