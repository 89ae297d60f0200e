using System.Text.Json.Serialization;

namespace Lvs.Client;

/// <summary>
/// A virtual service with its real servers. What a GET answers can be sent back by PUT or POST: the read-only properties are
/// accepted and ignored.
/// </summary>
public sealed record LvsVirtualService
{
    /// <summary>Read only: <c>tcp/192.0.2.1:80</c>, <c>udp/[2001:db8::1]:53</c>, <c>fwm/5</c> or <c>fwm6/5</c>.</summary>
    public string? Id { get; set; }

    /// <summary>TCP, UDP or SCTP; null for a firewall-mark service.</summary>
    public LvsProtocol? Protocol { get; set; }

    /// <summary>The virtual address, without brackets; null for a firewall-mark service.</summary>
    public string? Address { get; set; }

    /// <summary>1 to 65535, or 0 for every port (persistent services only); null for a firewall-mark service.</summary>
    public int? Port { get; set; }

    /// <summary>1 to 4294967295 for a firewall-mark service, else null.</summary>
    public long? FirewallMark { get; set; }

    /// <summary>The family of a firewall-mark service, IPv4 when absent.</summary>
    public LvsAddressFamily? AddressFamily { get; set; }

    /// <summary>rr wrr lc wlc sh dh sed nq lblc lblcr mh fo ovf twos, or none. Default wlc.</summary>
    public string Scheduler { get; set; } = "wlc";

    /// <summary>sh-port, sh-fallback, mh-port, mh-fallback (also flag-1, flag-2, flag-3); null or empty for none.</summary>
    public IReadOnlyList<string>? SchedulerFlags { get; set; }

    /// <summary>Seconds that a client keeps its real server; 0 is not persistent. At most 31535999.</summary>
    public long PersistenceTimeout { get; set; }

    /// <summary>How much of a client's address counts: an IPv4 netmask (255.255.255.0) or an IPv6 prefix length (64); null is
    /// all of it.</summary>
    public string? PersistenceMask { get; set; }

    /// <summary>The persistence engine: null or sip.</summary>
    public string? PersistenceEngine { get; set; }

    /// <summary>One-packet scheduling: every datagram is scheduled anew (UDP only).</summary>
    public bool OnePacket { get; set; }

    /// <summary>Timeouts of this service alone; null follows the director's.</summary>
    public LvsTimeouts? Timeouts { get; set; }

    /// <summary>The real servers in the order of adding; schedulers try the last one first. In a PUT of a service null leaves
    /// them as
    /// they are; in a rule set or a POST null is none.</summary>
    public IReadOnlyList<LvsRealServer>? RealServers { get; set; }

    /// <summary>The id the properties spell, as far as they are given; for messages and look-ups.</summary>
    [JsonIgnore]
    public string Key => LvsNames.Service(this);
}
