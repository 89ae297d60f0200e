using System.Text.Json.Serialization;
using Lvs.Client.Json;

namespace Lvs.Client;

/// <summary>The encapsulation of a tunnelled real server.</summary>
[JsonConverter(typeof(LvsTunnelTypeConverter))]
public enum LvsTunnelType
{
    /// <summary>IP in IP.</summary>
    IpIp,

    /// <summary>Generic UDP Encapsulation.</summary>
    Gue,

    /// <summary>Generic Routing Encapsulation.</summary>
    Gre,
}
