namespace LvsPS.Hosts;

/// <summary>How a host would send a packet.</summary>
/// <param name="Device">Through which interface.</param>
/// <param name="Gateway">To which router; null when the destination is a neighbour.</param>
/// <param name="IsLocal">True when the destination is the host itself.</param>
/// <param name="Mtu">The route's own MTU in bytes; null where it follows the interface.</param>
/// <param name="AdvertisedSegment">The TCP segment size the route tells the other side to keep to, in bytes; null where it
/// follows the MTU.</param>
internal sealed record HostRoute(string Device, string? Gateway, bool IsLocal, int? Mtu, int? AdvertisedSegment);
