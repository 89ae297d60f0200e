namespace Lvs.Engine.Packets;

/// <summary>What became of a fragment.</summary>
public enum FragmentStatus : byte
{
    /// <summary>Kept; the datagram is not complete.</summary>
    Incomplete,

    /// <summary>It was the last one missing: the datagram is whole.</summary>
    Complete,

    /// <summary>No fragment at all; nothing was done.</summary>
    NotFragment,

    /// <summary>All of it had been there before; nothing changed.</summary>
    Duplicate,

    /// <summary>The fragment was refused: empty, beyond the end, or an IPv6 first fragment without its transport header
    /// (RFC 8200 section 4.5).</summary>
    Refused,

    /// <summary>The whole datagram was thrown away: it overlaps itself (RFC 5722), contradicts itself about its end or its ECN
    /// marks (RFC 3168 section 5.3), or is longer than 65535 bytes.</summary>
    Discarded,
}
