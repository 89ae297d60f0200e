namespace LvsPS.Commands;

/// <summary>Removes a virtual service with its real servers; connections are kept as IPVS keeps them (<c>ipvsadm
/// -D</c>).</summary>
/// <example>
/// <para>Removes one service.</para>
/// <code>Remove-LvsService tcp/192.0.2.10:80</code>
/// </example>
/// <example>
/// <para>Shows what would go of all services of one address.</para>
/// <code>Get-LvsService -Address 192.0.2.10 | Remove-LvsService -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "LvsService", SupportsShouldProcess = true)]
public sealed class RemoveLvsServiceCommand : DirectorCmdlet
{
    /// <summary>The virtual service: tcp/192.0.2.1:80, fwm/5, or an object that belongs to one. * and ? stand for any
    /// text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ServiceArgument]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[] Service { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string id in Service.SelectMany(name => ServiceSelection.Expand(this, name)))
        {
            if (ShouldProcess(id, "Remove virtual service"))
                Attempt(id, () => Tell((client, stop) => client.RemoveServiceAsync(id, stop)));
        }
    }
}
