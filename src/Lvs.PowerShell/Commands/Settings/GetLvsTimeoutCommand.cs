namespace LvsPS.Commands;

/// <summary>Gets the timeouts of idle connections in seconds, of the director or of services (<c>ipvsadm -L
/// --timeout</c>).</summary>
/// <example>
/// <para>The director's.</para>
/// <code>Get-LvsTimeout</code>
/// </example>
/// <example>
/// <para>Those of all services; empty is what follows the director.</para>
/// <code>Get-LvsService | Get-LvsTimeout</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LvsTimeout")]
[OutputType(typeof(Timeout))]
public sealed class GetLvsTimeoutCommand : DirectorCmdlet
{
    /// <summary>The virtual services: tcp/192.0.2.1:80, fwm/5, or objects that belong to one. * and ? stand for any text. Without
    /// it, the director's own timeouts.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ServiceArgument]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Service { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Service is null)
        {
            Attempt(null, () => WriteObject(Timeout.From(null, Ask((client, stop) => client.GetTimeoutsAsync(stop)))));
            return;
        }

        foreach (LvsVirtualService service in ServiceSelection.Find(this, Service))
            WriteObject(Timeout.From(service.Id, service.Timeouts));
    }
}
