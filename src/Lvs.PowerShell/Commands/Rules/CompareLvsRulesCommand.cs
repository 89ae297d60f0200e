using System.Runtime.Versioning;

namespace LvsPS.Commands;

/// <summary>Says what Import-LvsRules would change, as objects; nothing is changed.</summary>
/// <example>
/// <para>What differs between the rules in force and a file.</para>
/// <code>Compare-LvsRules rules.json</code>
/// </example>
/// <example>
/// <para>Whether one director has the rules of another.</para>
/// <code>Get-LvsService -Director /run/lvs/a.sock | Compare-LvsRules -Director /run/lvs/b.sock</code>
/// </example>
[Cmdlet(VerbsData.Compare, "LvsRules", DefaultParameterSetName = "Path")]
[OutputType(typeof(RuleChange))]
[Alias("Compare-LvsRule")]
[SupportedOSPlatform("linux")]
public sealed class CompareLvsRulesCommand : RuleSourceCmdlet
{
    private protected override void Process(LvsRules rules) =>
        WriteObject(Send(rules, dryRun: true).Changes.Select(RuleChange.From), enumerateCollection: true);
}
