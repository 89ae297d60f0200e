using Lvs.Client.Json;

namespace Lvs.Client;

/// <content>The rule set as a whole.</content>
public sealed partial class LvsClient
{
    /// <summary>All rules.</summary>
    public Task<LvsRules> GetRulesAsync(CancellationToken cancellation = default) =>
        _transport.GetAsync("v1/rules", LvsJson.Default.LvsRules, cancellation);

    /// <summary>Makes the rules those given, all or nothing; what is unchanged keeps its connections, its place and its
    /// counters.</summary>
    /// <param name="rules">The rules asked for.</param>
    /// <param name="merge">True to add and change only.</param>
    /// <param name="dryRun">True to be told what would change.</param>
    /// <param name="ignorePortMapping">True to do as ipvsadm does with ports that cannot be mapped.</param>
    /// <param name="quiet">True to be told only that it was done: of a hundred thousand changes the list is the longer half of
    /// the work.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What changed, or would.</returns>
    public Task<LvsRulePlan> SetRulesAsync(
        LvsRules rules, bool merge = false, bool dryRun = false, bool ignorePortMapping = false, bool quiet = false,
        CancellationToken cancellation = default)
    {
        string query = string.Join('&', new[]
        {
            merge ? "merge=true" : null, dryRun ? "dryRun=true" : null, ignorePortMapping ? "portMapping=ignore" : null,
            quiet ? "quiet=true" : null,
        }.Where(part => part is not null));
        return _transport.SendAsync(
            HttpMethod.Put, query.Length == 0 ? "v1/rules" : $"v1/rules?{query}", rules,
            LvsJson.Default.LvsRules, LvsJson.Default.LvsRulePlan, cancellation);
    }

    /// <summary>Makes changes one after the other and puts them on disk once, as <c>ipvsadm -R</c> does: a step that is refused
    /// does not keep the others from being made.</summary>
    /// <returns>The steps that were refused.</returns>
    public async Task<IReadOnlyList<LvsRuleStepFailure>> ChangeRulesAsync(
        IReadOnlyList<LvsRuleStep> steps, CancellationToken cancellation = default)
    {
        LvsRuleStepsResult result = await _transport.SendAsync(
            HttpMethod.Post, "v1/rules/steps", new LvsRuleSteps { Steps = steps }, LvsJson.Default.LvsRuleSteps,
            LvsJson.Default.LvsRuleStepsResult, cancellation).ConfigureAwait(false);
        return result.Failures;
    }

    /// <summary>Removes all virtual services (<c>ipvsadm -C</c>); firewall-mark rules stay.</summary>
    public Task ClearRulesAsync(CancellationToken cancellation = default) =>
        _transport.SendAsync(HttpMethod.Delete, "v1/rules", cancellation);

    /// <summary>The rules of the firewall-mark classifier.</summary>
    public async Task<IReadOnlyList<LvsFirewallMark>> GetFirewallMarksAsync(CancellationToken cancellation = default) =>
        await _transport.GetAsync("v1/firewall-marks", LvsJson.Default.ListLvsFirewallMark, cancellation).ConfigureAwait(false);

    /// <summary>Adds a rule to the classifier.</summary>
    public Task<LvsFirewallMark> AddFirewallMarkAsync(LvsFirewallMark rule, CancellationToken cancellation = default) =>
        _transport.SendAsync(
            HttpMethod.Post, "v1/firewall-marks", rule, LvsJson.Default.LvsFirewallMark, LvsJson.Default.LvsFirewallMark,
            cancellation);

    /// <summary>Removes a rule from the classifier.</summary>
    /// <param name="id">Its id: <c>5/tcp/192.0.2.0/24:80-90</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task RemoveFirewallMarkAsync(string id, CancellationToken cancellation = default) =>
        _transport.SendAsync(HttpMethod.Delete, $"v1/firewall-marks/{Escape(id)}", cancellation);
}
