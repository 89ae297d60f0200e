using System.Net;

namespace LvsPS.Hosts;

/// <summary>Addresses as people type them.</summary>
internal static class AddressText
{
    /// <summary>The address in its own spelling.</summary>
    /// <param name="text">What was typed.</param>
    /// <exception cref="LvsClientException">It is no address that a host could have for others.</exception>
    public static string Canonical(string text)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address) || text.Contains('%') || IPAddress.IsLoopback(address)
            || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6Multicast
            || (!text.Contains(':') && (text.Count(c => c == '.') != 3 || address.GetAddressBytes()[0] >= 224)))
        {
            throw new LvsClientException(
                "invalid-address", text, $"'{text}' is no address of a host.",
                "Give an IPv4 or IPv6 address: 192.0.2.10, 2001:db8::10.");
        }

        return address.ToString();
    }
}
