using System.Text.Json.Serialization;
using Lvs.Client.Json;

namespace Lvs.Client;

/// <summary>How packets reach a real server.</summary>
[JsonConverter(typeof(LvsForwardingMethodConverter))]
public enum LvsForwardingMethod
{
    /// <summary>Network address translation, both ways through the director (<c>ipvsadm -m</c>).</summary>
    Masquerade,

    /// <summary>Only the MAC address is rewritten; the real server answers directly (<c>-g</c>).</summary>
    DirectRouting,

    /// <summary>Encapsulation; the real server answers directly (<c>-i</c>).</summary>
    Tunnel,

    /// <summary>The real server is the director itself; only ever reported, never asked for.</summary>
    Local,
}
