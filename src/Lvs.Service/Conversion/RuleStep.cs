using Lvs.Client;
using Lvs.Engine.Rules;

namespace Lvs.Service.Conversion;

/// <summary>One step of a list, read and ready to be made on the director's thread.</summary>
/// <param name="Place">Its place in the list, from 0.</param>
/// <param name="Action">What it does.</param>
/// <param name="Service">The service it is about.</param>
/// <param name="Settings">The service's settings, for adding and editing one.</param>
/// <param name="Server">The real server it is about.</param>
/// <param name="ServerSettings">The real server's settings, for adding and editing one.</param>
internal sealed record RuleStep(
    int Place, LvsRuleAction Action, ServiceKey Service, ServiceSettings? Settings, ServerKey Server,
    ServerSettings? ServerSettings)
{
    /// <summary>Reads a step.</summary>
    /// <exception cref="Problems.ProblemException">It lacks something, or has a value that cannot be.</exception>
    public static RuleStep From(LvsRuleStep step, int place)
    {
        string path = $"$.steps[{place}]";
        if (step is null)
            throw Values.Missing("step", path);
        if (step.Action == LvsRuleAction.Clear)
            return new RuleStep(place, step.Action, default, null, default, null);
        LvsVirtualService service = step.Service ?? throw Values.Missing("service", $"{path}.service");
        ServiceKey key = ServiceConversion.Key(service, $"{path}.service");
        if (step.Action is LvsRuleAction.AddService or LvsRuleAction.EditService)
        {
            ServiceSettings settings = ServiceConversion.Settings(key, service, $"{path}.service");
            return new RuleStep(place, step.Action, key, settings, default, null);
        }

        if (step.Action == LvsRuleAction.RemoveService)
            return new RuleStep(place, step.Action, key, null, default, null);
        LvsRealServer server = step.Server ?? throw Values.Missing("server", $"{path}.server");
        return new RuleStep(
            place, step.Action, key, null, ServerConversion.Key(key, server, $"{path}.server"),
            step.Action == LvsRuleAction.RemoveServer ? null : ServerConversion.Settings(server, $"{path}.server"));
    }

    /// <summary>Makes it.</summary>
    /// <exception cref="RuleException">It is refused; nothing was changed.</exception>
    public void Make(RuleBook rules)
    {
        switch (Action)
        {
            case LvsRuleAction.AddService:
                rules.AddService(Service, Settings!);
                break;
            case LvsRuleAction.EditService:
                ServiceTimeouts? own = Settings!.Timeouts ?? rules.Find(Service)?.Settings.Timeouts;
                rules.EditService(Service, Settings with { Timeouts = own });
                break;
            case LvsRuleAction.RemoveService:
                rules.RemoveService(Service);
                break;
            case LvsRuleAction.AddServer:
                rules.AddServer(Service, Server, ServerSettings!);
                break;
            case LvsRuleAction.EditServer:
                rules.EditServer(Service, Server, ServerSettings!);
                break;
            case LvsRuleAction.RemoveServer:
                rules.RemoveServer(Service, Server);
                break;
            default:
                rules.Clear();
                break;
        }
    }
}
