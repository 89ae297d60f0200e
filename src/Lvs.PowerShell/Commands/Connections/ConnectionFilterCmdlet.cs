namespace LvsPS.Commands;

/// <summary>Which connections are meant; the director does the choosing.</summary>
public abstract class ConnectionFilterCmdlet : DirectorCmdlet
{
    private protected const string FilterSet = "Filter";

    /// <summary>Only connections of this virtual service: tcp/192.0.2.1:80, fwm/5, or an object that belongs to one.</summary>
    [Parameter(Position = 0, ParameterSetName = FilterSet)]
    [ValidateNotNullOrEmpty]
    [ServiceArgument]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public virtual string? Service { get; set; }

    /// <summary>Only connections of this real server: an address, or an address and a port.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RealServerCompleter))]
    public virtual string? RealServer { get; set; }

    /// <summary>Only connections of this client: an address, or a prefix such as 198.51.100.0/24.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateNotNullOrEmpty]
    [Alias("Client")]
    public string? ClientAddress { get; set; }

    /// <summary>Only connections in this state: ESTABLISHED, SYN_RECV, FIN_WAIT, UDP …</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionStateCompleter))]
    public string? State { get; set; }

    /// <summary>Only persistence templates; with -Template:$false only connections.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    public SwitchParameter Template { get; set; }

    private protected LvsConnectionFilter Filter(long? limit = null) => new()
    {
        Service = Service,
        Server = RealServer,
        Client = ClientAddress,
        State = State,
        Template = MyInvocation.BoundParameters.ContainsKey(nameof(Template)) ? Template.ToBool() : null,
        Limit = limit,
    };
}
