namespace LvsPS.Commands;

/// <summary>The settings of a virtual service, which New-LvsService and Set-LvsService share.</summary>
public abstract class ServiceSettingsCmdlet : DirectorCmdlet
{
    private protected static readonly string[] Settings =
    [
        nameof(Scheduler), nameof(SchedulerFlag), nameof(PersistenceTimeout), nameof(PersistenceMask), nameof(PersistenceEngine),
        nameof(OnePacket), nameof(TcpTimeout), nameof(TcpFinTimeout), nameof(UdpTimeout),
    ];

    /// <summary>A service of Get-LvsService, or a row with the names of these parameters. Where a service is changed, a row's
    /// settings are set; those of a service are when none is named beside it.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>How real servers are chosen: rr wrr lc wlc sed nq lblc lblcr dh sh mh fo ovf twos, or none. about_Lvs_Schedulers
    /// describes them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    [ArgumentCompleter(typeof(SchedulerCompleter))]
    public string? Scheduler { get; set; }

    /// <summary>Flags of the scheduler: sh-port and sh-fallback for sh, mh-port and mh-fallback for mh.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CommaList]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(SchedulerFlagCompleter))]
    public string[]? SchedulerFlag { get; set; }

    /// <summary>Seconds that a client keeps its real server; 0 is not persistent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public long? PersistenceTimeout { get; set; }

    /// <summary>How much of a client's address counts for persistence: an IPv4 netmask or an IPv6 prefix length.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public string? PersistenceMask { get; set; }

    /// <summary>The persistence engine: sip, or none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    [ArgumentCompleter(typeof(PersistenceEngineCompleter))]
    public string? PersistenceEngine { get; set; }

    /// <summary>Schedules every datagram anew (UDP only).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SwitchText]
    public SwitchParameter OnePacket { get; set; }

    /// <summary>Seconds an established TCP connection of this service may be idle; 0 follows the director.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public long? TcpTimeout { get; set; }

    /// <summary>Seconds a TCP connection of this service stays in FIN_WAIT; 0 follows the director.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public long? TcpFinTimeout { get; set; }

    /// <summary>Seconds a UDP flow of this service may be idle; 0 follows the director.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public long? UdpTimeout { get; set; }

    /// <summary>The timeouts with those that were given in place of the others; null when none was.</summary>
    private protected LvsTimeouts? Timeouts(LvsTimeouts? present) => (TcpTimeout, TcpFinTimeout, UdpTimeout) is (null, null, null)
        ? null
        : new LvsTimeouts
        {
            Tcp = TcpTimeout ?? present?.Tcp ?? 0,
            TcpFin = TcpFinTimeout ?? present?.TcpFin ?? 0,
            Udp = UdpTimeout ?? present?.Udp ?? 0,
        };
}
