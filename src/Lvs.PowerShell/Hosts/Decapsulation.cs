namespace LvsPS;

/// <summary>Who takes tunnelled packets apart on a real server.</summary>
public enum Decapsulation
{
    /// <summary>The kernel's tunnel device where the kernel has it and the tunnel is IPIP, else the XDP decapsulator.</summary>
    Auto,

    /// <summary>The kernel's tunnel device: tunl0 for IPv4, ip6tnl0 for IPv6. IPIP only.</summary>
    Kernel,

    /// <summary>LvsPS's XDP decapsulator: IPIP, GRE and GUE on port 6080, over IPv4 and IPv6.</summary>
    Xdp,
}
