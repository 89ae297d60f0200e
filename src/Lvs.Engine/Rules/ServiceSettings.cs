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

    /// <summary>How much of a client's address counts for persistence: a prefix length, 1 to 32 or 128.
    /// 0 stands for the whole address.</summary>
    public byte PersistencePrefixLength { get; init; }

    /// <summary>An IPv4 netmask that is no prefix (<c>-M 0.0.0.24</c>), in host order; 0 when the prefix length says it
    /// all.</summary>
    public uint PersistenceNetmask { get; init; }

    /// <summary>The persistence engine: null or <c>sip</c>.</summary>
    public string? PersistenceEngine { get; init; }

    /// <summary>One-packet scheduling (UDP only): every datagram is scheduled anew.</summary>
    public bool OnePacket { get; init; }

    /// <summary>Timeouts of this service alone, in seconds; null follows the director's.</summary>
    public ServiceTimeouts? Timeouts { get; init; }
}
