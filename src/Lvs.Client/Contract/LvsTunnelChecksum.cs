using System.Text.Json.Serialization;
using Lvs.Client.Json;

namespace Lvs.Client;

/// <summary>Whether a GUE or GRE tunnel carries a checksum of its own.</summary>
[JsonConverter(typeof(LvsTunnelChecksumConverter))]
public enum LvsTunnelChecksum
{
    /// <summary>None (<c>--tun-nocsum</c>).</summary>
    None,

    /// <summary>The outer checksum is computed (<c>--tun-csum</c>).</summary>
    Full,

    /// <summary>GUE's remote checksum offload (<c>--tun-remcsum</c>).</summary>
    Remote,
}
