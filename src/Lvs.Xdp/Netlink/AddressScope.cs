namespace Lvs.Xdp.Netlink;

/// <summary>How far an address is valid (linux/rtnetlink.h, <c>RT_SCOPE_</c>).</summary>
public enum AddressScope : byte
{
    /// <summary>Everywhere.</summary>
    Global = 0,

    /// <summary>Within the site (IPv6, obsolete).</summary>
    Site = 200,

    /// <summary>On the link only: fe80::/10, 169.254.0.0/16 where configured so.</summary>
    Link = 253,

    /// <summary>On this host only: 127.0.0.1, ::1.</summary>
    Host = 254,

    /// <summary>Nowhere.</summary>
    Nowhere = 255,
}
