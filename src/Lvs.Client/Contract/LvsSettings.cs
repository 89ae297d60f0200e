using System.Text.Json.Serialization;

namespace Lvs.Client;

/// <summary>
/// The director's switches, by the names of their sysctls (net.ipv4.vs.*) where IPVS has them. In a PATCH what is null stays as
/// it is. Switches are 0 or 1 unless stated.
/// </summary>
public sealed record LvsSettings
{
    /// <summary>Connections of a removed server are expired at their next packet instead of waiting for its return. Default
    /// 0.</summary>
    [JsonPropertyName("expire_nodest_conn")]
    public int? ExpireNodestConn { get; set; }

    /// <summary>Templates of a server with weight 0 no longer count. Default 0.</summary>
    [JsonPropertyName("expire_quiescent_template")]
    public int? ExpireQuiescentTemplate { get; set; }

    /// <summary>Bit 1: a SYN in TIME_WAIT or CLOSE is scheduled anew; bit 2: in FIN_WAIT too. Default 1.</summary>
    [JsonPropertyName("conn_reuse_mode")]
    public int? ConnReuseMode { get; set; }

    /// <summary>Any TCP packet may open a connection. Default 0.</summary>
    [JsonPropertyName("sloppy_tcp")]
    public int? SloppyTcp { get; set; }

    /// <summary>Any SCTP packet may open a connection. Default 0.</summary>
    [JsonPropertyName("sloppy_sctp")]
    public int? SloppySctp { get; set; }

    /// <summary>0 never, 1 when memory is short, 2 now (1 of its own accord), 3 always: drop half-open entries.</summary>
    [JsonPropertyName("drop_entry")]
    public int? DropEntry { get; set; }

    /// <summary>0 never, 1 when memory is short, 2 now, 3 always: drop packets before they are scheduled.</summary>
    [JsonPropertyName("drop_packet")]
    public int? DropPacket { get; set; }

    /// <summary>0 never, 1 when memory is short, 2 now, 3 always: the secure table of TCP states.</summary>
    [JsonPropertyName("secure_tcp")]
    public int? SecureTcp { get; set; }

    /// <summary>Available memory, in pages, below which the defences at 1 go on. Default 1024.</summary>
    [JsonPropertyName("amemthresh")]
    public int? Amemthresh { get; set; }

    /// <summary>1 packet in this many is dropped by drop_packet 3. Default 10.</summary>
    [JsonPropertyName("am_droprate")]
    public int? AmDroprate { get; set; }

    /// <summary>Tell a real server's client of ICMP errors when masquerading without a connection. Default 0.</summary>
    [JsonPropertyName("nat_icmp_send")]
    public int? NatIcmpSend { get; set; }

    /// <summary>Schedule ICMP errors about unknown connections. Default 0.</summary>
    [JsonPropertyName("schedule_icmp")]
    public int? ScheduleIcmp { get; set; }

    /// <summary>Path MTU discovery with tunnels. Default 1.</summary>
    [JsonPropertyName("pmtu_disc")]
    public int? PmtuDisc { get; set; }

    /// <summary>The version of the synchronisation protocol, 0 or 1. Default 1.</summary>
    [JsonPropertyName("sync_version")]
    public int? SyncVersion { get; set; }

    /// <summary>Two numbers: packets before a connection is synchronised, and the period. Default "3 50".</summary>
    [JsonPropertyName("sync_threshold")]
    public string? SyncThreshold { get; set; }

    /// <summary>Seconds that lblc remembers a destination. Default 86400.</summary>
    [JsonPropertyName("lblc_expiration")]
    public int? LblcExpiration { get; set; }

    /// <summary>Seconds that lblcr remembers a destination. Default 86400.</summary>
    [JsonPropertyName("lblcr_expiration")]
    public int? LblcrExpiration { get; set; }

    /// <summary>LvsPS's own: 1 keeps the rules over a reboot, 0 over restarts of lvsd only, as a kernel would. Default
    /// 1.</summary>
    [JsonPropertyName("keep_rules_over_reboot")]
    public int? KeepRulesOverReboot { get; set; }
}
