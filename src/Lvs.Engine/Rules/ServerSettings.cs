namespace Lvs.Engine.Rules;

/// <summary>Everything about a real server that can be edited.</summary>
public sealed record ServerSettings
{
    /// <summary>How packets reach it. Default direct routing.</summary>
    public ForwardingMethod Method { get; init; } = ForwardingMethod.DirectRouting;

    /// <summary>0 to 65535; 0 takes no new connections. Default 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The weight that ends a suspension (<see cref="Resume"/>); null while the server is not suspended. A suspended
    /// server's <see cref="Weight"/> is 0: to the schedulers it is quiesced as IPVS knows it.</summary>
    public int? SuspendedWeight { get; init; }

    /// <summary>No new connections while it has this many; 0 is no limit.</summary>
    public uint UpperThreshold { get; init; }

    /// <summary>New ones again below this many; 0 means three quarters of the upper.</summary>
    public uint LowerThreshold { get; init; }

    /// <summary>The encapsulation, when tunnelled.</summary>
    public TunnelOptions Tunnel { get; init; }

    /// <summary>The same with weight 0, and the weight remembered; itself when it is suspended already.</summary>
    public ServerSettings Suspend() => SuspendedWeight is null ? this with { Weight = 0, SuspendedWeight = Weight } : this;

    /// <summary>The same with the weight it had when it was suspended; itself when it is not suspended.</summary>
    public ServerSettings Resume() => SuspendedWeight is { } weight ? this with { Weight = weight, SuspendedWeight = null } : this;
}
