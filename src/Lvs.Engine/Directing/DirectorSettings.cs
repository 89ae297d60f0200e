using Lvs.Engine.Rules;

namespace Lvs.Engine;

/// <summary>What net.ipv4.vs.* and <c>ipvsadm --set</c> say, by the names of the sysctls.</summary>
public sealed record DirectorSettings
{
    /// <summary>expire_nodest_conn.</summary>
    public bool ExpireNodestConn { get; init; }

    /// <summary>expire_quiescent_template.</summary>
    public bool ExpireQuiescentTemplate { get; init; }

    /// <summary>conn_reuse_mode, bits 1 and 2; default 1.</summary>
    public int ConnReuseMode { get; init; } = 1;

    /// <summary>sloppy_tcp.</summary>
    public bool SloppyTcp { get; init; }

    /// <summary>sloppy_sctp.</summary>
    public bool SloppySctp { get; init; }

    /// <summary>drop_entry in force.</summary>
    public bool DropEntry { get; init; }

    /// <summary>drop_packet in force: one first packet in this many is dropped; 0 is none.</summary>
    public int DropPacketRate { get; init; }

    /// <summary>secure_tcp in force.</summary>
    public bool SecureTcp { get; init; }

    /// <summary>pmtu_disc; default true.</summary>
    public bool PmtuDisc { get; init; } = true;

    /// <summary>The timeouts of TCP established, TCP fin-wait and UDP, in seconds.</summary>
    public ServiceTimeouts Timeouts { get; init; } = new(900, 120, 300);
}
