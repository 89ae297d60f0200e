namespace Lvs.Xdp.Netlink;

/// <summary>A network device came, went or changed.</summary>
/// <param name="Before">As it was; null for a new one.</param>
/// <param name="After">As it is; null for one that is gone.</param>
public readonly record struct LinkChange(LinkInfo? Before, LinkInfo? After)
{
    /// <summary>The interface index.</summary>
    public uint Index => (After ?? Before)!.Index;
}
