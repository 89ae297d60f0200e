using LvsPS.Hosts;

namespace LvsPS.Commands;

/// <summary>
/// Makes this host a real server for direct routing or tunnels, as <c>rs.sh start</c> does: the virtual address goes on the
/// loopback interface, ARP keeps silent about it (arp_ignore 1, arp_announce 2 on lo and all), and tunnelled packets are taken
/// apart by the kernel's tunnel device or, where it has none, by the XDP decapsulator. Only what is missing is changed, and every
/// change is recorded under /run/lvs with what was there before, for Disable-LvsRealServerHost. When a change fails, those before
/// it are undone. Masquerading needs none of this: there the director has to be the default gateway.
/// </summary>
/// <example>
/// <para>A real server for direct routing.</para>
/// <code>Enable-LvsRealServerHost 192.0.2.10</code>
/// </example>
/// <example>
/// <para>What a tunnelled real server would change, without changing it.</para>
/// <code>Enable-LvsRealServerHost 192.0.2.10, 2001:db8::10 -ForwardingMethod Tunnel -Interface eth0 -WhatIf</code>
/// </example>
[Cmdlet(VerbsLifecycle.Enable, "LvsRealServerHost", SupportsShouldProcess = true)]
[OutputType(typeof(RealServerHost))]
public sealed class EnableLvsRealServerHostCommand : RealServerHostCmdlet
{
    /// <summary>The virtual addresses, IPv4 or IPv6; services of Get-LvsService bring theirs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Address")]
    [ValidateNotNullOrEmpty]
    public string[] VirtualAddress { get; set; } = [];

    /// <summary>How the director forwards to this host: DirectRouting (the default) or Tunnel.</summary>
    [Parameter]
    public ForwardingMethod ForwardingMethod { get; set; } = ForwardingMethod.DirectRouting;

    /// <summary>The encapsulation of the tunnel: ipip (the default), gre or gue.</summary>
    [Parameter]
    public LvsTunnelType TunnelType { get; set; } = LvsTunnelType.IpIp;

    /// <summary>Who takes tunnelled packets apart: Auto (the default), Kernel or Xdp.</summary>
    [Parameter]
    public Decapsulation Decapsulation { get; set; } = Decapsulation.Auto;

    /// <summary>The interface that tunnelled packets come in by, for the XDP decapsulator; without it the default
    /// route's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HostInterfaceCompleter))]
    public string? Interface { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ForwardingMethod == ForwardingMethod.Masquerade)
        {
            ThrowTerminatingError(LvsErrors.Create(
                "NothingToEnable", ErrorCategory.InvalidArgument, ForwardingMethod,
                "A masqueraded real server needs no virtual address.",
                "Make the director its default gateway (ip route replace default via <director>), then run "
                + "Test-LvsRealServerHost."));
        }

        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string text in VirtualAddress)
        {
            Attempt(text, () =>
            {
                string address = AddressText.Canonical(text);
                RealServerPlan plan = new(Network);
                Setup.Enable(
                    address, ForwardingMethod,
                    plan.For(address, ForwardingMethod == ForwardingMethod.Tunnel, Decapsulation, TunnelType, Interface),
                    change => ShouldProcess(change.Target, change.Action), WriteWarning);
            });
        }
    }
}
