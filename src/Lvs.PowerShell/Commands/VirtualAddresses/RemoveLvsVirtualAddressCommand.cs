namespace LvsPS.Commands;

/// <summary>Takes a virtual address off the director again.</summary>
/// <example>
/// <para>One address.</para>
/// <code>Remove-LvsVirtualAddress 192.0.2.10</code>
/// </example>
/// <example>
/// <para>All that lvsd put there.</para>
/// <code>Get-LvsVirtualAddress | Remove-LvsVirtualAddress</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "LvsVirtualAddress", SupportsShouldProcess = true)]
public sealed class RemoveLvsVirtualAddressCommand : DirectorCmdlet
{
    /// <summary>The addresses.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(VirtualAddressCompleter))]
    public string[] Address { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string address in Address)
        {
            if (ShouldProcess(address, "Remove virtual address"))
                Attempt(address, () => Tell((client, stop) => client.RemoveVirtualAddressAsync(address, stop)));
        }
    }
}
