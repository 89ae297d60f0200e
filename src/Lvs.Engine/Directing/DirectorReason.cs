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

    /// <summary>drop_entry ended a half-open entry.</summary>
    DropEntryDefence,

    /// <summary>There is no way to the destination.</summary>
    DropUnreachable,

    /// <summary>Too big for the way out: answered with the size that fits.</summary>
    RefuseTooBig,

    /// <summary>Its time to live ended here: answered with time exceeded.</summary>
    RefuseTimeExceeded,

    /// <summary>It could not be rewritten.</summary>
    DropRewrite,
}
