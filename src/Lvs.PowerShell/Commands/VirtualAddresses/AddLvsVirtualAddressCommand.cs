namespace LvsPS.Commands;

/// <summary>Puts a virtual address on an interface of the director (<c>ip addr add</c>); lvsd puts it there again after a
/// reboot.</summary>
/// <example>
/// <para>A virtual address for clients on eth0.</para>
/// <code>Add-LvsVirtualAddress 192.0.2.10 -Interface eth0</code>
/// </example>
/// <example>
/// <para>With the prefix of its network.</para>
/// <code>Add-LvsVirtualAddress -Address 2001:db8::10 -PrefixLength 64 -Interface eth0 -PassThru</code>
/// </example>
[Cmdlet(VerbsCommon.Add, "LvsVirtualAddress", SupportsShouldProcess = true)]
[OutputType(typeof(VirtualAddress))]
public sealed class AddLvsVirtualAddressCommand : DirectorCmdlet
{
    /// <summary>The address, IPv4 or IPv6.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Address { get; set; } = "";

    /// <summary>The interface of the director.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string Interface { get; set; } = "";

    /// <summary>0 to 32 or 128; without it the address alone.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public int? PrefixLength { get; set; }

    /// <summary>Gives the address as it stands.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess($"{Address} on {Interface}", "Add virtual address"))
            return;
        Attempt(Address, () =>
        {
            LvsVirtualAddress wanted = new() { Address = Address, Interface = Interface, PrefixLength = PrefixLength };
            LvsVirtualAddress added = Ask((client, stop) => client.AddVirtualAddressAsync(wanted, stop));
            if (PassThru)
                WriteObject(VirtualAddress.From(added));
        });
    }
}
