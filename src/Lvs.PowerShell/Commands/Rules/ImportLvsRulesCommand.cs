using System.Runtime.Versioning;

namespace LvsPS.Commands;

/// <summary>Makes the director's rules those of files or objects, all or nothing (<c>ipvsadm -R</c>). What is unchanged keeps its
/// connections, its place and its counters; what is not in the input is removed, unless -Merge is given. Reads JSON, ipvsadm's
/// lines and the virtual_server blocks of a keepalived.conf.</summary>
/// <example>
/// <para>Shows what a keepalived.conf would change.</para>
/// <code>Import-LvsRules /etc/keepalived/keepalived.conf -WhatIf</code>
/// </example>
/// <example>
/// <para>Adds services from a saved file to those there are, and shows what was done.</para>
/// <code>Import-LvsRules vip80.json -Merge -PassThru</code>
/// </example>
[Cmdlet(VerbsData.Import, "LvsRules", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(RuleChange))]
[Alias("Import-LvsRule")]
[SupportedOSPlatform("linux")]
public sealed class ImportLvsRulesCommand : RuleSourceCmdlet
{
    private const int MostLines = 1000;

    /// <summary>Gives the changes that were made.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process(LvsRules rules)
    {
        ProgressRecord progress = new(1, "Importing rules", "Planning");
        WriteProgress(progress);
        if (Agreed(rules))
        {
            progress.StatusDescription = "Applying";
            progress.PercentComplete = 50;
            WriteProgress(progress);
            LvsRulePlan applied = Send(rules, dryRun: false, quiet: !PassThru);
            if (PassThru)
                WriteObject(applied.Changes.Select(RuleChange.From), enumerateCollection: true);
        }

        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
    }

    private bool Agreed(LvsRules rules)
    {
        if (!PlanIsShown())
            return ShouldProcess("the rules of the director", "Import LVS rules");
        RuleChange[] plan = [.. Send(rules, dryRun: true).Changes.Select(RuleChange.From)];
        if (plan.Length > 0)
        {
            return ShouldProcess(
                Describe(plan), $"{Describe(plan)}{Environment.NewLine}Make these changes?", "Import LVS rules");
        }

        WriteVerbose("The rules are so already.");
        return false;
    }

    // A plan that nobody sees is not asked for: it takes as long as the import, and the director plans for itself anyway before
    // it touches anything.
    private bool PlanIsShown() =>
        new[] { "WhatIf", "Confirm", "Verbose" }.Any(MyInvocation.BoundParameters.ContainsKey)
        || Preference("WhatIfPreference") == "True" || Preference("ConfirmPreference") is "Low" or "Medium"
        || Preference("VerbosePreference") is "Continue" or "Inquire" or "Stop";

    private string? Preference(string name) => SessionState.PSVariable.GetValue(name)?.ToString();

    // A plan of a hundred thousand lines is nothing to read in a question.
    private static string Describe(RuleChange[] plan)
    {
        IEnumerable<string> lines = plan.Take(MostLines).Select(change => change.ToString());
        if (plan.Length > MostLines)
            lines = lines.Append($"… and {plan.Length - MostLines} more; Compare-LvsRules lists them all.");
        return $"{plan.Length} changes:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", lines)}";
    }
}
