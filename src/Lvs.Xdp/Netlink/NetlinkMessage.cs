namespace Lvs.Xdp.Netlink;

/// <summary>One message of a datagram (<c>struct nlmsghdr</c> and what follows it), valid as long as the buffer it points into.</summary>
internal readonly ref struct NetlinkMessage
{
    internal NetlinkMessage(ushort type, ushort flags, uint sequence, ReadOnlySpan<byte> payload)
    {
        Type = type;
        Flags = flags;
        Sequence = sequence;
        Payload = payload;
    }

    /// <summary><c>nlmsg_type</c>.</summary>
    internal ushort Type { get; }

    /// <summary><c>nlmsg_flags</c>.</summary>
    internal ushort Flags { get; }

    /// <summary><c>nlmsg_seq</c>: of the request that is answered; of the causing request in a notification.</summary>
    internal uint Sequence { get; }

    /// <summary>What follows the header, without padding.</summary>
    internal ReadOnlySpan<byte> Payload { get; }
}
