namespace Lvs.Xdp.Netlink;

/// <summary>The flags of an address that matter here (linux/if_addr.h, <c>IFA_F_</c>).</summary>
[Flags]
public enum AddressFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>IPv4: a further address of a subnet that has a primary one. IPv6: a temporary address (RFC 8981).</summary>
    Secondary = 0x01,

    /// <summary>Duplicate address detection failed: unusable.</summary>
    DuplicateFailed = 0x08,

    /// <summary>Still valid, but not to be chosen as a source any more.</summary>
    Deprecated = 0x20,

    /// <summary>Duplicate address detection is not over: not to be used yet.</summary>
    Tentative = 0x40,

    /// <summary>Not configured by autoconfiguration.</summary>
    Permanent = 0x80,
}
