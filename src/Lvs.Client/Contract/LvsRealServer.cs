namespace Lvs.Client;

/// <summary>A real server of a virtual service.</summary>
public sealed record LvsRealServer
{
    /// <summary>Its address, without brackets; of the other family than the service's only when tunnelled.</summary>
    public string? Address { get; set; }

    /// <summary>0 to 65535; null means the service's port. Only masquerading can map it to another.</summary>
    public int? Port { get; set; }

    /// <summary>Default direct routing, as with ipvsadm.</summary>
    public LvsForwardingMethod ForwardingMethod { get; set; } = LvsForwardingMethod.DirectRouting;

    /// <summary>0 to 2147483647; 0 takes no new connections. Default 1.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>The weight to return to, while the server is suspended (its weight is 0 then); null when it is not. The director
    /// keeps it over restarts.</summary>
    public int? SuspendedWeight { get; set; }

    /// <summary>No new connections while it has this many; 0 is no limit.</summary>
    public long UpperThreshold { get; set; }

    /// <summary>New ones again below this many; 0 means three quarters of the upper.</summary>
    public long LowerThreshold { get; set; }

    /// <summary>The encapsulation; null is IPIP, and only counts with <see cref="LvsForwardingMethod.Tunnel"/>.</summary>
    public LvsTunnelType? TunnelType { get; set; }

    /// <summary>The UDP port of GUE; null or 0 otherwise.</summary>
    public int? TunnelPort { get; set; }

    /// <summary>The tunnel's own checksum; null is none.</summary>
    public LvsTunnelChecksum? TunnelChecksum { get; set; }

    /// <summary>Read only: connections in an active state.</summary>
    public int? ActiveConnections { get; set; }

    /// <summary>Read only: connections in any other state.</summary>
    public int? InactiveConnections { get; set; }

    /// <summary>Read only: persistence templates that point here.</summary>
    public int? PersistentConnections { get; set; }

    /// <summary>Read only: true while the upper threshold was reached and the lower one not undercut.</summary>
    public bool? Overloaded { get; set; }

    /// <summary>Read only: true when the address is the director's own, so that packets are delivered locally.</summary>
    public bool? Local { get; set; }
}
