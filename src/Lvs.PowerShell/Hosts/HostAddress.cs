namespace LvsPS.Hosts;

/// <summary>An address of an interface.</summary>
/// <param name="Device">The interface.</param>
/// <param name="Address">The address, IPv4 or IPv6.</param>
/// <param name="PrefixLength">How many of its bits are the network's.</param>
internal sealed record HostAddress(string Device, string Address, int PrefixLength);
