namespace LvsPS.Commands;

/// <summary>Gets the real servers of virtual services.</summary>
/// <remarks>Of several real servers in a variable, (...).Address is not their addresses: an array has a method of that name of
/// its own, and PowerShell prefers it. Write (...).Endpoint, or ForEach-Object Address.</remarks>
/// <example>
/// <para>The real servers of one service.</para>
/// <code>Get-LvsRealServer tcp/192.0.2.10:80</code>
/// </example>
/// <example>
/// <para>Every place where a machine serves, busiest first.</para>
/// <code>Get-LvsRealServer -Address 10.0.0.11 | Sort-Object ActiveConnections -Descending</code>
/// </example>
/// <example>
/// <para>The addresses alone, each once.</para>
/// <code>Get-LvsRealServer | ForEach-Object Address | Sort-Object -Unique</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LvsRealServer")]
[OutputType(typeof(RealServer))]
public sealed class GetLvsRealServerCommand : DirectorCmdlet
{
    private int _written;

    /// <summary>The virtual services: tcp/192.0.2.1:80, fwm/5, or objects that belong to one. * and ? stand for any text. Without
    /// it, all services.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ServiceArgument]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Service { get; set; }

    /// <summary>Only real servers with these addresses, each alone or with its port. * and ? stand for any text.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RealServerAddressCompleter))]
    public string[]? Address { get; set; }

    /// <summary>Only real servers with these ports.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public int[]? Port { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (LvsVirtualService service in ServiceSelection.Find(this, Service))
        {
            int before = _written;
            foreach (LvsRealServer server in service.RealServers ?? [])
                Write(service, server);
            if (_written == before)
                TellOfNone(service);
        }
    }

    private void Write(LvsVirtualService service, LvsRealServer server)
    {
        bool addressFits = Names.MatchAny(Address, server.Address) || Names.MatchAny(Address, LvsNames.Server(server));
        bool portFits = Port is null || (server.Port is { } port && Port.Contains(port));
        if (!addressFits || !portFits)
            return;
        _written++;
        WriteObject(RealServer.From(service.Id!, server));
    }

    // Who names one service and one real server means just that one: that it is not there is an error, as with any identity.
    private void TellOfNone(LvsVirtualService service)
    {
        if (Service is not [var name] || Address is not [var address] || Names.HasWildcard(name) || Names.HasWildcard(address))
            return;
        WriteError(LvsErrors.Create(
            "ServerNotFound", ErrorCategory.ObjectNotFound, address, $"{address} is not a real server of {service.Id}.",
            "Get-LvsRealServer lists those there are; Add-LvsRealServer adds one."));
    }
}
