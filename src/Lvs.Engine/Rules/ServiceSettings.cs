using Lvs.Engine.Addressing;

namespace Lvs.Engine.Rules;

/// <summary>Everything about a virtual service that can be edited.</summary>
public sealed record ServiceSettings
{
    /// <summary>The scheduler's name as IPVS knows it; <c>none</c> for no scheduler. Default wlc.</summary>
    public string Scheduler { get; init; } = "wlc";

    /// <summary>The scheduler's flags (sh-fallback, sh-port, mh-fallback, mh-port).</summary>
    public SchedulerFlags SchedulerFlags { get; init; }

    /// <summary>How long a client keeps its real server, in seconds; 0 is not persistent.</summary>
    public uint PersistenceTimeout { get; init; }

    /// <summary>The netmask of what counts of a client's address for persistence. In IPv4 any bits (<c>-M 0.0.0.24</c>; with none, all
    /// clients go together); in IPv6 a prefix of 1 to 128. Null is the whole address.</summary>
    public InetAddress? PersistenceMask { get; init; }

    /// <summary>The persistence engine: null or <c>sip</c>.</summary>
    public string? PersistenceEngine { get; init; }

    /// <summary>One-packet scheduling (UDP only): every datagram is scheduled anew.</summary>
    public bool OnePacket { get; init; }

    /// <summary>Timeouts of this service alone, in seconds; null follows the director's.</summary>
    public ServiceTimeouts? Timeouts { get; init; }
}
