namespace LvsPS.Commands;

/// <summary>The settings of a real server, which Add-LvsRealServer and Set-LvsRealServer share.</summary>
public abstract class RealServerSettingsCmdlet : RealServerCmdlet
{
    private protected static readonly string[] Settings =
    [
        nameof(Port), nameof(ForwardingMethod), nameof(Weight), nameof(UpperThreshold), nameof(LowerThreshold), nameof(TunnelType),
        nameof(TunnelPort), nameof(TunnelChecksum),
    ];

    /// <summary>A service or a real server of this module, or a row with the names of these parameters. Where a real server is
    /// changed, a row's settings are set; those of one from Get-LvsRealServer are when none is named beside it.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>How packets reach the real server: Masquerade, DirectRouting or Tunnel. about_Lvs_Modes describes them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public ForwardingMethod? ForwardingMethod { get; set; }

    /// <summary>The share of connections it gets; 0 takes no new ones.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public int? Weight { get; set; }

    /// <summary>No new connections while it has this many; 0 is no limit.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public long? UpperThreshold { get; set; }

    /// <summary>New ones again below this many; 0 means three quarters of the upper threshold.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public long? LowerThreshold { get; set; }

    /// <summary>The encapsulation of a tunnel: IpIp (the default), Gue or Gre.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public LvsTunnelType? TunnelType { get; set; }

    /// <summary>The UDP port of GUE.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public int? TunnelPort { get; set; }

    /// <summary>The checksum of a GUE or GRE tunnel: None, Full, or Remote (GUE only).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public LvsTunnelChecksum? TunnelChecksum { get; set; }

    /// <summary>Gives the real server as it stands.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }
}
