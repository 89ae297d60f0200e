using Lvs.Engine.Rules;

namespace Lvs.Engine;

/// <summary>What net.ipv4.vs.* and <c>ipvsadm --set</c> say, by the names of the sysctls.</summary>
public sealed record DirectorSettings
{
    /// <summary>expire_nodest_conn.</summary>
    public bool ExpireNodestConn { get; init; }

    /// <summary>expire_quiescent_template.</summary>
    public bool ExpireQuiescentTemplate { get; init; }

    /// <summary>conn_reuse_mode: bits 1 and 2; default 1.</summary>
    public int ConnReuseMode { get; init; } = 1;

    /// <summary>sloppy_tcp.</summary>
    public bool SloppyTcp { get; init; }

    /// <summary>sloppy_sctp.</summary>
    public bool SloppySctp { get; init; }

    /// <summary>drop_entry: ends half-open and idle connections early.</summary>
    public DefenceLevel DropEntry { get; init; }

    /// <summary>drop_packet: drops some first packets.</summary>
    public DefenceLevel DropPacket { get; init; }

    /// <summary>secure_tcp: the stricter table of TCP states.</summary>
    public DefenceLevel SecureTcp { get; init; }

    /// <summary>amemthresh: memory is short below this many free pages; default 1024.</summary>
    public long MemoryThreshold { get; init; } = 1024;

    /// <summary>am_droprate: one first packet in this many is dropped while <see cref="DropPacket"/> is always on; default 10.</summary>
    public int DropRate { get; init; } = 10;

    /// <summary>nat_icmp_send: a masqueraded real server that talks without a connection is told port unreachable.</summary>
    public bool NatIcmpSend { get; init; }

    /// <summary>schedule_icmp: an ICMP error about an unknown connection of a service is scheduled.</summary>
    public bool ScheduleIcmp { get; init; }

    /// <summary>pmtu_disc; default true.</summary>
    public bool PmtuDisc { get; init; } = true;

    /// <summary>icmp_ratelimit: how often one address is sent ICMP errors, in milliseconds between two of them (after a burst of
    /// six); 0 is as often as they are due. Default 1000.</summary>
    public int IcmpRateLimit { get; init; } = 1000;

    /// <summary>The timeouts of TCP established, TCP fin-wait and UDP, in seconds.</summary>
    public ServiceTimeouts Timeouts { get; init; } = new(900, 120, 300);
}
