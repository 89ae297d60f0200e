using LvsPS.Hosts;

namespace LvsPS.Commands;

/// <summary>
/// Undoes exactly what Enable-LvsRealServerHost did on this host, the last change first, and brings the values back that were
/// there before. What somebody else has changed in the meantime is left as it is, with a warning. What is shared by several
/// virtual addresses goes with the last of them. On a host where nothing was enabled it does nothing.
/// </summary>
/// <example>
/// <para>The host as it was.</para>
/// <code>Disable-LvsRealServerHost</code>
/// </example>
/// <example>
/// <para>One address no longer; what is left is shown.</para>
/// <code>Disable-LvsRealServerHost 192.0.2.10 -PassThru</code>
/// </example>
[Cmdlet(VerbsLifecycle.Disable, "LvsRealServerHost", SupportsShouldProcess = true)]
[OutputType(typeof(RealServerHost))]
public sealed class DisableLvsRealServerHostCommand : RealServerHostCmdlet
{
    /// <summary>The virtual addresses no longer to serve; without it all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Address")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnabledAddressCompleter))]
    public string[]? VirtualAddress { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (VirtualAddress is null)
        {
            Attempt(null, () => Disable(null));
            return;
        }

        foreach (string text in VirtualAddress)
        {
            Attempt(text, () =>
            {
                string address = AddressText.Canonical(text);
                if (!Setup.Record.VirtualAddresses.Contains(address))
                {
                    throw new LvsClientException(
                        "virtual-address-not-found", address, $"Enable-LvsRealServerHost did not enable {address} on this host.",
                        $"If it is there, somebody else put it there: ip addr del {address} dev lo.");
                }

                Disable(address);
            });
        }
    }

    private void Disable(string? address) =>
        Setup.Disable(address, change => ShouldProcess(change.Target, $"Undo: {change.Action}"), WriteWarning);
}
