namespace LvsPS.Commands;

/// <summary>Gives packets to a network, of a protocol and a range of ports, a firewall mark; it stands in for <c>iptables -t
/// mangle -j MARK</c>, which packets never reach that XDP forwards.</summary>
/// <example>
/// <para>Web and secure web as one service.</para>
/// <code>New-LvsFirewallMark 5 192.0.2.10 -Protocol tcp -Ports 80
/// New-LvsFirewallMark 5 192.0.2.10 -Protocol tcp -Ports 443
/// New-LvsService -FirewallMark 5 -PersistenceTimeout 300</code>
/// </example>
/// <example>
/// <para>A whole network of virtual addresses, every protocol and port.</para>
/// <code>New-LvsFirewallMark -Mark 7 -Destination 2001:db8:1::/48</code>
/// </example>
[Cmdlet(VerbsCommon.New, "LvsFirewallMark", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FirewallMark))]
public sealed class NewLvsFirewallMarkCommand : DirectorCmdlet
{
    /// <summary>The mark, 1 to 4294967295.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public long Mark { get; set; }

    /// <summary>The destination: an address or a prefix, 192.0.2.0/24.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Destination { get; set; } = "";

    /// <summary>Tcp, Udp or Sctp; without it all three.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public ServiceProtocol? Protocol { get; set; }

    /// <summary>A destination port or a range: 80, 8000-8999; without it every port.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Port")]
    [EmptyIsNull]
    public string? Ports { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        LvsFirewallMark rule = new() { Mark = Mark, Destination = Destination, Protocol = Protocol?.ToContract(), Ports = Ports };
        if (ShouldProcess(rule.Key, "Add firewall mark"))
        {
            Attempt(rule.Key, () => WriteObject(FirewallMark.From(
                Ask((client, stop) => client.AddFirewallMarkAsync(rule, stop)))));
        }
    }
}
