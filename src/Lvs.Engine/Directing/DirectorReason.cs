namespace Lvs.Engine;

/// <summary>Why the director itself dropped or answered a packet; counted, by the names of the API in camel case.</summary>
public enum DirectorReason
{
    /// <summary>A frame that is no sound IP packet.</summary>
    DropMalformedFrame,

    /// <summary>A fragment of a datagram that contradicts itself.</summary>
    DropFragment,

    /// <summary>The connection's real server was removed.</summary>
    DropServerGone,

    /// <summary>No real server may take it: answered with port unreachable.</summary>
    RefuseNoServer,

    /// <summary>The connection table is full.</summary>
    DropTableFull,

    /// <summary>An entry was ended early to make room.</summary>
    EvictEntry,

    /// <summary>drop_packet.</summary>
    DropPacketDefence,

    /// <summary>drop_entry ended an entry.</summary>
    DropEntryDefence,

    /// <summary>There is no way to the destination.</summary>
    DropUnreachable,

    /// <summary>Too big for the way out: answered with the size that fits.</summary>
    RefuseTooBig,

    /// <summary>Its time to live ended here: answered with time exceeded.</summary>
    RefuseTimeExceeded,

    /// <summary>It could not be rewritten.</summary>
    DropRewrite,

    /// <summary>The persistence engine found nothing in it to go by, such as a Call-ID.</summary>
    DropPersistenceEngine,

    /// <summary>A real server talked without a connection: answered with port unreachable (nat_icmp_send).</summary>
    RefuseNoConnection,

    /// <summary>An ICMP error that was due was not sent, for too many had been.</summary>
    LimitIcmp,
}
