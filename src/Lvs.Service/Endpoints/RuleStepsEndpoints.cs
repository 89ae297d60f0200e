using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Engine.Rules;
using Lvs.Service.Conversion;
using Lvs.Service.Directors;
using Lvs.Service.OpenApi;
using Lvs.Service.Options;
using Lvs.Service.Problems;

namespace Lvs.Service.Endpoints;

/// <summary>
/// /v1/rules/steps: many small changes in one request, as ipvsadm's commands make them. PUT /v1/rules cannot stand in for it: it
/// knows what the rules shall be, not that adding a service twice is an error of the second time which does not touch the rest.
/// </summary>
internal sealed class RuleStepsEndpoints(DirectorControl control, LvsdOptions options)
{
    public void Map(ApiRoutes routes) => routes.Post("/v1/rules/steps", new(
        "changeRules", "rules",
        "Makes changes one after the other and puts them on disk once; a step that is refused does not keep the others "
        + "from being made.")
    {
        Request = RequestJson.Strict.LvsRuleSteps,
        Response = LvsJson.Default.LvsRuleStepsResult,
    }, ChangeAsync);

    private async Task ChangeAsync(HttpContext context)
    {
        context.AllowQuery();
        LvsRuleSteps body = await RequestBody.ReadAsync(context, RequestJson.Strict.LvsRuleSteps, options.MaximumRules);
        List<LvsRuleStepFailure> failures = [];
        RuleStep[] steps = Convert(body.Steps ?? [], failures);
        (List<LvsRuleStepFailure> refused, _) = await control.ChangeAsync(
            director => Make(director.Rules, steps), result => result.Made > 0);
        failures.AddRange(refused);
        failures.Sort((left, right) => left.Step.CompareTo(right.Step));
        await context.WriteAsync(new LvsRuleStepsResult { Failures = failures }, LvsJson.Default.LvsRuleStepsResult);
    }

    // Reading text is not the director's business: it is done before, and what cannot be read is no step any more.
    private static RuleStep[] Convert(IReadOnlyList<LvsRuleStep> body, List<LvsRuleStepFailure> failures)
    {
        List<RuleStep> steps = new(body.Count);
        for (int i = 0; i < body.Count; i++)
        {
            try
            {
                steps.Add(RuleStep.From(body[i], i));
            }
            catch (ProblemException e)
            {
                failures.Add(new LvsRuleStepFailure { Step = i, Problem = e.Problem });
            }
        }

        return [.. steps];
    }

    private static (List<LvsRuleStepFailure> Failures, int Made) Make(RuleBook rules, RuleStep[] steps)
    {
        List<LvsRuleStepFailure> failures = [];
        foreach (RuleStep step in steps)
        {
            try
            {
                step.Make(rules);
            }
            catch (RuleException e)
            {
                failures.Add(new LvsRuleStepFailure { Step = step.Place, Problem = Problem.Of(e) });
            }
        }

        return (failures, steps.Length - failures.Count);
    }
}
