namespace Lvs.Xdp.Netlink;

/// <summary>The state of a neighbour entry (linux/neighbour.h, <c>NUD_</c>; RFC 4861 section 7.3.2).</summary>
[Flags]
public enum NeighbourStates : ushort
{
    /// <summary>None yet.</summary>
    None = 0,

    /// <summary>Asked, not answered.</summary>
    Incomplete = 0x01,

    /// <summary>Confirmed lately.</summary>
    Reachable = 0x02,

    /// <summary>Not confirmed lately; still used.</summary>
    Stale = 0x04,

    /// <summary>Used while stale, about to be probed.</summary>
    Delay = 0x08,

    /// <summary>Being probed.</summary>
    Probe = 0x10,

    /// <summary>Did not answer.</summary>
    Failed = 0x20,

    /// <summary>The device needs no resolution.</summary>
    NoArp = 0x40,

    /// <summary>Set by the administrator.</summary>
    Permanent = 0x80,

    /// <summary>Those in which the kernel sends to the address it knows.</summary>
    Usable = Reachable | Stale | Delay | Probe | NoArp | Permanent,
}
