namespace LvsPS.Commands;

/// <summary>Gets the rules that give packets their firewall marks.</summary>
/// <example>
/// <para>All of them.</para>
/// <code>Get-LvsFirewallMark</code>
/// </example>
/// <example>
/// <para>What carries mark 5.</para>
/// <code>Get-LvsFirewallMark -Mark 5</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LvsFirewallMark")]
[OutputType(typeof(FirewallMark))]
public sealed class GetLvsFirewallMarkCommand : DirectorCmdlet
{
    /// <summary>Only rules with these marks.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public long[]? Mark { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(null, () =>
    {
        foreach (LvsFirewallMark rule in Ask((client, stop) => client.GetFirewallMarksAsync(stop)))
        {
            if (Mark is null || Mark.Contains(rule.Mark))
                WriteObject(FirewallMark.From(rule));
        }
    });
}
