namespace LvsPS.Commands;

/// <summary>Removes rules that give packets their firewall marks.</summary>
/// <example>
/// <para>One rule.</para>
/// <code>Remove-LvsFirewallMark 5/tcp/192.0.2.10:80</code>
/// </example>
/// <example>
/// <para>All rules of a mark.</para>
/// <code>Get-LvsFirewallMark -Mark 5 | Remove-LvsFirewallMark</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "LvsFirewallMark", SupportsShouldProcess = true)]
public sealed class RemoveLvsFirewallMarkCommand : DirectorCmdlet
{
    /// <summary>The rule's identity, as Get-LvsFirewallMark shows it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FirewallMarkCompleter))]
    public string[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string id in Id)
        {
            if (ShouldProcess(id, "Remove firewall mark"))
                Attempt(id, () => Tell((client, stop) => client.RemoveFirewallMarkAsync(id, stop)));
        }
    }
}
