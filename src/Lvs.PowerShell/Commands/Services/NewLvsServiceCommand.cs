namespace LvsPS.Commands;

/// <summary>Adds a virtual service: an address, a port and a protocol that clients ask for, or a firewall mark
/// (<c>ipvsadm -A</c>).</summary>
/// <example>
/// <para>A web service on port 80, by weighted round robin, with two real servers behind it.</para>
/// <code>New-LvsService -Protocol tcp -Address 192.0.2.10 -Port 80 -Scheduler wrr |
///     Add-LvsRealServer -Address 10.0.0.11, 10.0.0.12 -Port 8080 -ForwardingMethod Masquerade</code>
/// </example>
/// <example>
/// <para>One service for all that carries firewall mark 5, each client staying with its server for five minutes.</para>
/// <code>New-LvsService -FirewallMark 5 -Scheduler rr -PersistenceTimeout 300</code>
/// </example>
[Cmdlet(VerbsCommon.New, "LvsService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(VirtualService))]
public sealed class NewLvsServiceCommand : ServiceSettingsCmdlet
{
    /// <summary>The transport protocol: Tcp (the default), Udp or Sctp.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public ServiceProtocol? Protocol { get; set; }

    /// <summary>The virtual address that clients ask for, IPv4 or IPv6.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public string? Address { get; set; }

    /// <summary>The port that clients ask for; 0 is every port, for persistent services.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public int? Port { get; set; }

    /// <summary>Takes all packets with this mark, in place of an address and a port. New-LvsFirewallMark sets marks.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public long? FirewallMark { get; set; }

    /// <summary>The address family of a firewall-mark service: Ipv4 (the default) or Ipv6.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public LvsAddressFamily? AddressFamily { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[] identity = [nameof(Protocol), nameof(Port), nameof(FirewallMark), nameof(AddressFamily)];
        if (HasUnreadValue(InputObject, [.. identity, .. Settings]))
            return;
        LvsVirtualService service = new()
        {
            Protocol = FirewallMark is null ? (Protocol ?? ServiceProtocol.Tcp).ToContract() : Protocol?.ToContract(),
            Address = Address,
            Port = Port,
            FirewallMark = FirewallMark,
            AddressFamily = FirewallMark is null ? null : AddressFamily,
            Scheduler = Scheduler ?? "wlc",
            SchedulerFlags = SchedulerFlag,
            PersistenceTimeout = PersistenceTimeout ?? 0,
            PersistenceMask = PersistenceMask,
            PersistenceEngine = PersistenceEngine,
            OnePacket = OnePacket,
            Timeouts = Timeouts(null),
        };
        if (FirewallMark is null && (Address is null || Port is null))
        {
            WriteError(LvsErrors.Create(
                "MissingIdentity", ErrorCategory.InvalidArgument, service.Key,
                $"A virtual service needs an address and a port ({service.Key}).",
                "Give -Address and -Port (0 for every port, with -PersistenceTimeout), or -FirewallMark."));
            return;
        }

        // What is no address can be told without asking anybody, so that -WhatIf tells it, too.
        if (Address is not null && !LvsNames.IsAddress(Address))
        {
            WriteError(LvsErrors.Create(
                "InvalidAddress", ErrorCategory.InvalidArgument, Address, $"'{Address}' is no IP address.",
                "Give an IPv4 or IPv6 address, without brackets or port."));
            return;
        }

        if (ShouldProcess(service.Key, "Add virtual service"))
        {
            Attempt(service.Key, () => WriteObject(VirtualService.From(
                Ask((client, stop) => client.AddServiceAsync(service, cancellation: stop)))));
        }
    }
}
