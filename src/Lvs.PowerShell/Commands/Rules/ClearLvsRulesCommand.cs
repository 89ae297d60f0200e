namespace LvsPS.Commands;

/// <summary>Removes all virtual services (<c>ipvsadm -C</c>); firewall-mark rules stay. Asks first, unless -Force is
/// given.</summary>
/// <example>
/// <para>Asks, and removes everything.</para>
/// <code>Clear-LvsRules</code>
/// </example>
/// <example>
/// <para>Saves the rules and removes them without being asked.</para>
/// <code>Export-LvsRules -Path before.json
/// Clear-LvsRules -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Clear, "LvsRules", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[Alias("Clear-LvsRule")]
public sealed class ClearLvsRulesCommand : DirectorCmdlet
{
    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (this.ShouldProcess(Force, "all virtual services", "Remove"))
            Attempt(null, () => Tell((client, stop) => client.ClearRulesAsync(stop)));
    }
}
