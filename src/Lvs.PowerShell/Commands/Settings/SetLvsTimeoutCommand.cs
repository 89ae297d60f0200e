namespace LvsPS.Commands;

/// <summary>Sets timeouts of idle connections in seconds, of the director or of services; what is not given stays (<c>ipvsadm
/// --set</c>).</summary>
/// <example>
/// <para>Idle TCP connections live for an hour.</para>
/// <code>Set-LvsTimeout -Tcp 3600</code>
/// </example>
/// <example>
/// <para>One service has its own, and follows the director again later.</para>
/// <code>Set-LvsTimeout -Service tcp/192.0.2.10:22 -Tcp 86400
/// Set-LvsTimeout -Service tcp/192.0.2.10:22 -Inherit</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "LvsTimeout", SupportsShouldProcess = true)]
[OutputType(typeof(Timeout))]
public sealed class SetLvsTimeoutCommand : DirectorCmdlet
{
    /// <summary>TCP ESTABLISHED.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public long? Tcp { get; set; }

    /// <summary>TCP FIN_WAIT.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public long? TcpFin { get; set; }

    /// <summary>UDP.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public long? Udp { get; set; }

    /// <summary>The virtual services: tcp/192.0.2.1:80, fwm/5, or objects that belong to one. * and ? stand for any text. Without
    /// it, the director's own timeouts.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ServiceArgument]
    [EmptyIsNull]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Service { get; set; }

    /// <summary>Makes the service follow the director in all that is not given here.</summary>
    [Parameter]
    public SwitchParameter Inherit { get; set; }

    /// <summary>Gives the timeouts as they stand.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseNothing(nameof(Service), Service is null or []);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Service is null)
        {
            SetDirector();
            return;
        }

        foreach (string id in Service.SelectMany(name => ServiceSelection.Expand(this, name)))
        {
            if (ShouldProcess(id, "Set timeouts"))
                Attempt(id, () => SetService(id));
        }
    }

    private void SetDirector()
    {
        if (Inherit)
        {
            WriteError(LvsErrors.Create(
                "MissingService", ErrorCategory.InvalidArgument, null, "The director has nobody to inherit timeouts from.",
                "Name a service (-Service), or give the seconds."));
            return;
        }

        if (!ShouldProcess("the director", "Set timeouts"))
            return;
        Attempt(null, () =>
        {
            LvsTimeouts wanted = new() { Tcp = Tcp ?? 0, TcpFin = TcpFin ?? 0, Udp = Udp ?? 0 };
            LvsTimeouts set = Ask((client, stop) => client.SetTimeoutsAsync(wanted, stop));
            if (PassThru)
                WriteObject(Timeout.From(null, set));
        });
    }

    private void SetService(string id)
    {
        LvsTimeouts present = (Inherit ? null : Ask((client, stop) => client.GetServiceAsync(id, stop)).Timeouts) ?? new();
        LvsServicePatch patch = new()
        {
            Timeouts = new LvsTimeouts
            {
                Tcp = Tcp ?? present.Tcp, TcpFin = TcpFin ?? present.TcpFin, Udp = Udp ?? present.Udp,
            },
        };
        LvsVirtualService changed = Ask((client, stop) => client.EditServiceAsync(id, patch, stop));
        if (PassThru)
            WriteObject(Timeout.From(id, changed.Timeouts));
    }
}
