namespace LvsPS.Checks;

/// <summary>What encapsulation adds to a packet.</summary>
internal static class TunnelOverhead
{
    private const int IPv4Header = 20;
    private const int IPv6Header = 40;
    private const int GreHeader = 4;
    private const int GueHeaders = 8 + 4;

    /// <summary>In bytes, without checksums or other optional fields.</summary>
    /// <param name="type">The encapsulation.</param>
    /// <param name="outerV6">The family of the real server's address.</param>
    public static int Of(LvsTunnelType type, bool outerV6) => (outerV6 ? IPv6Header : IPv4Header) + type switch
    {
        LvsTunnelType.Gre => GreHeader,
        LvsTunnelType.Gue => GueHeaders,
        _ => 0,
    };
}
