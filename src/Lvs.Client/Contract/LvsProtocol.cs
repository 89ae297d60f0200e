using System.Text.Json.Serialization;
using Lvs.Client.Json;

namespace Lvs.Client;

/// <summary>The transport protocol of a virtual service.</summary>
[JsonConverter(typeof(LvsProtocolConverter))]
public enum LvsProtocol
{
    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,

    /// <summary>SCTP.</summary>
    Sctp,

    /// <summary>IP as such: only in the persistence templates of firewall-mark services.</summary>
    Ip,
}
