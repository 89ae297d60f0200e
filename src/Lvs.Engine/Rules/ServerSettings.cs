namespace Lvs.Engine.Rules;

/// <summary>Everything about a real server that can be edited.</summary>
public sealed record ServerSettings
{
    /// <summary>How packets reach it. Default direct routing.</summary>
    public ForwardingMethod Method { get; init; } = ForwardingMethod.DirectRouting;

    /// <summary>0 to 65535; 0 takes no new connections. Default 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>No new connections while it has this many; 0 is no limit.</summary>
    public uint UpperThreshold { get; init; }

    /// <summary>New ones again below this many; 0 means three quarters of the upper.</summary>
    public uint LowerThreshold { get; init; }

    /// <summary>The encapsulation, when tunnelled.</summary>
    public TunnelOptions Tunnel { get; init; }
}
