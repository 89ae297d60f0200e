namespace Lvs.Engine.Rules;

/// <summary>What is wrong with a rule; the HTTP API turns each into a problem type of its own.</summary>
public enum RuleError
{
    /// <summary>A service with this key is there already.</summary>
    ServiceExists,

    /// <summary>No service has this key.</summary>
    ServiceNotFound,

    /// <summary>The service has a real server with this address and port already.</summary>
    ServerExists,

    /// <summary>The service has no real server with this address and port.</summary>
    ServerNotFound,

    /// <summary>Not an address that can stand here: of no family, not unicast, host bits behind a prefix.</summary>
    InvalidAddress,

    /// <summary>A port that cannot stand here, such as 0 on a service without persistence.</summary>
    InvalidPort,

    /// <summary>Neither TCP, UDP nor SCTP.</summary>
    InvalidProtocol,

    /// <summary>A weight below zero.</summary>
    InvalidWeight,

    /// <summary>No scheduler has this name.</summary>
    UnknownScheduler,

    /// <summary>Bits that are no scheduler flag.</summary>
    InvalidSchedulerFlags,

    /// <summary>Direct routing and tunnelling leave the port alone: the real server's must be the service's.</summary>
    PortMapping,

    /// <summary>The real server is of the other family, which only a tunnel can bridge.</summary>
    FamilyMismatch,

    /// <summary>The lower threshold is above the upper one.</summary>
    InvalidThresholds,

    /// <summary>A persistence timeout or netmask out of range.</summary>
    InvalidPersistence,

    /// <summary>No persistence engine has this name.</summary>
    UnknownPersistenceEngine,

    /// <summary>One-packet scheduling of something else than UDP.</summary>
    InvalidOnePacket,

    /// <summary>A timeout out of range.</summary>
    InvalidTimeouts,

    /// <summary>Tunnel options that contradict each other or the forwarding method.</summary>
    InvalidTunnel,

    /// <summary>A forwarding method that cannot be asked for.</summary>
    InvalidForwardingMethod,

    /// <summary>Masquerading to an address of the director itself.</summary>
    LocalMasquerade,

    /// <summary>A firewall mark, prefix length or port range out of range.</summary>
    InvalidFirewallMark,

    /// <summary>The same firewall-mark rule is there already.</summary>
    MarkExists,

    /// <summary>No such firewall-mark rule.</summary>
    MarkNotFound,

    /// <summary>The tables are full.</summary>
    TooMany,

    /// <summary>The rules were changed since the plan was made.</summary>
    PlanOutdated,

    /// <summary>A snapshot that contradicts itself, or rules present where it should be restored.</summary>
    InvalidSnapshot,
}
