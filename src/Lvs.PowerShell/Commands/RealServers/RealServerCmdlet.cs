namespace LvsPS.Commands;

/// <summary>What the cmdlets on existing real servers share: which ones are meant.</summary>
public abstract class RealServerCmdlet : DirectorCmdlet
{
    private bool _addressGiven;

    /// <summary>The virtual service: tcp/192.0.2.1:80, fwm/5, or an object that belongs to one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ServiceArgument]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string Service { get; set; } = "";

    /// <summary>The addresses of the real servers, each alone or with its port: 10.0.0.1, 10.0.0.1:80,
    /// [2001:db8::1]:80.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RealServerAddressCompleter))]
    public string[] Address { get; set; } = [];

    /// <summary>The port of the real servers; without it the service's.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public int? Port { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _addressGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Address));

    /// <summary>The real servers meant; what is no address is an error of its own.</summary>
    private protected IEnumerable<(string Address, int? Port)> Targets()
    {
        foreach (string text in Address)
        {
            if (!Names.TryEndpoint(text, out string address, out int? port))
            {
                WriteError(LvsErrors.Create(
                    "InvalidAddress", ErrorCategory.InvalidArgument, text, $"'{text}' is no address of a real server.",
                    "Give an IPv4 or IPv6 address, with or without a port: 10.0.0.1, 10.0.0.1:80, [2001:db8::1]:80."));
            }
            else if (!_addressGiven && IsTheServiceItself(address))
            {
                // A service from the pipeline has an address, too: its own, which is no real server's.
                WriteError(LvsErrors.Create(
                    "MissingAddress", ErrorCategory.InvalidArgument, Service, $"No real server of {Service} was named.",
                    "Give -Address, or put Get-LvsRealServer between."));
            }
            else
            {
                yield return (address, port ?? Port ?? Names.PortOf(Service));
            }
        }
    }

    private bool IsTheServiceItself(string address) =>
        Service.Contains($"/{address}:", StringComparison.Ordinal)
        || Service.Contains($"/[{address}]:", StringComparison.Ordinal);
}
