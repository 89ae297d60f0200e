using System.Text.Json.Serialization;
using Lvs.Client.Json;

namespace Lvs.Client;

/// <summary>The address family of a firewall-mark service.</summary>
[JsonConverter(typeof(LvsAddressFamilyConverter))]
public enum LvsAddressFamily
{
    /// <summary>IPv4.</summary>
    Ipv4,

    /// <summary>IPv6.</summary>
    Ipv6,
}
