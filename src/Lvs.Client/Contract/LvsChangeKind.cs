using System.Text.Json.Serialization;
using Lvs.Client.Json;

namespace Lvs.Client;

/// <summary>What kind of thing a change of a plan concerns.</summary>
[JsonConverter(typeof(LvsChangeKindConverter))]
public enum LvsChangeKind
{
    /// <summary>A virtual service.</summary>
    Service,

    /// <summary>A real server.</summary>
    Server,

    /// <summary>A rule of the firewall-mark classifier.</summary>
    FirewallMark,
}
