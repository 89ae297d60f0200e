namespace Lvs.Xdp.Netlink;

/// <summary>An address came, went or changed its flags.</summary>
/// <param name="Before">As it was; null for a new one.</param>
/// <param name="After">As it is; null for one that is gone.</param>
public readonly record struct AddressChange(AddressInfo? Before, AddressInfo? After);
