namespace LvsPS;

/// <summary>A real server as the cmdlets give it; the properties bear the names of the parameters of Add-LvsRealServer.</summary>
public sealed class RealServer
{
    /// <summary>The virtual service it belongs to.</summary>
    public string Service { get; init; } = "";

    /// <summary>Its address, without brackets.</summary>
    public string Address { get; init; } = "";

    /// <summary>Its port; 0 follows a service that takes every port.</summary>
    public int? Port { get; init; }

    /// <summary>Masquerade, DirectRouting or Tunnel.</summary>
    public string ForwardingMethod { get; init; } = "";

    /// <summary>0 takes no new connections.</summary>
    public int Weight { get; init; }

    /// <summary>The weight that Resume-LvsRealServer gives back; null unless suspended.</summary>
    public int? SuspendedWeight { get; init; }

    /// <summary>No new connections while it has this many; 0 is no limit.</summary>
    public long UpperThreshold { get; init; }

    /// <summary>New ones again below this many; 0 means three quarters of the upper.</summary>
    public long LowerThreshold { get; init; }

    /// <summary>ipip, gue or gre; null without a tunnel.</summary>
    public string? TunnelType { get; init; }

    /// <summary>The UDP port of GUE; null otherwise.</summary>
    public int? TunnelPort { get; init; }

    /// <summary>none, full or remote; null without GUE or GRE.</summary>
    public string? TunnelChecksum { get; init; }

    /// <summary>Connections in an active state.</summary>
    public int ActiveConnections { get; init; }

    /// <summary>Connections in any other state.</summary>
    public int InactiveConnections { get; init; }

    /// <summary>Persistence templates that point here.</summary>
    public int PersistentConnections { get; init; }

    /// <summary>True while the upper threshold was reached and the lower one not undercut.</summary>
    public bool Overloaded { get; init; }

    /// <summary>True when the address is the director's own.</summary>
    public bool Local { get; init; }

    /// <summary>Address and port, which identify it within its service: <c>10.0.0.1:80</c>, <c>[2001:db8::1]:80</c>.</summary>
    public string Endpoint => LvsNames.Endpoint(Address, Port);

    /// <summary>Everything that can be set, as text: <c>10.0.0.1:8080 Masquerade 2 upper=100</c>. Import-LvsRules reads
    /// it.</summary>
    public override string ToString() => RealServerText.Format(this);

    internal static RealServer From(string service, LvsRealServer server) => new()
    {
        Service = service,
        Address = server.Address ?? "",
        Port = server.Port,
        ForwardingMethod = server.ForwardingMethod.ToString(),
        Weight = server.Weight,
        SuspendedWeight = server.SuspendedWeight,
        UpperThreshold = server.UpperThreshold,
        LowerThreshold = server.LowerThreshold,
        TunnelType = server.TunnelType is { } type ? Names.Of(type) : null,
        TunnelPort = server.TunnelPort,
        TunnelChecksum = server.TunnelChecksum is { } checksum ? Names.Of(checksum) : null,
        ActiveConnections = server.ActiveConnections ?? 0,
        InactiveConnections = server.InactiveConnections ?? 0,
        PersistentConnections = server.PersistentConnections ?? 0,
        Overloaded = server.Overloaded ?? false,
        Local = server.Local ?? false,
    };
}
