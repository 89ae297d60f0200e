namespace LvsPS.Commands;

/// <summary>Gets the virtual addresses that lvsd put on the director's interfaces.</summary>
/// <example>
/// <para>All of them.</para>
/// <code>Get-LvsVirtualAddress</code>
/// </example>
/// <example>
/// <para>Those of one network.</para>
/// <code>Get-LvsVirtualAddress 192.0.2.*</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LvsVirtualAddress")]
[OutputType(typeof(VirtualAddress))]
public sealed class GetLvsVirtualAddressCommand : DirectorCmdlet
{
    /// <summary>Only these addresses. * and ? stand for any text.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VirtualAddressCompleter))]
    public string[]? Address { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(null, () =>
    {
        foreach (LvsVirtualAddress address in Ask((client, stop) => client.GetVirtualAddressesAsync(stop)))
        {
            if (Names.MatchAny(Address, address.Address))
                WriteObject(VirtualAddress.From(address));
        }
    });
}
