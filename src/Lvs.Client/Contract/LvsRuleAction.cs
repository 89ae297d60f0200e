using System.Text.Json.Serialization;
using Lvs.Client.Json;

namespace Lvs.Client;

/// <summary>What one step of a list of steps does.</summary>
[JsonConverter(typeof(LvsRuleActionConverter))]
public enum LvsRuleAction
{
    /// <summary>Adds a virtual service without real servers.</summary>
    AddService,

    /// <summary>Replaces the settings of a virtual service; its real servers and its own timeouts stay.</summary>
    EditService,

    /// <summary>Removes a virtual service.</summary>
    RemoveService,

    /// <summary>Adds a real server.</summary>
    AddServer,

    /// <summary>Replaces the settings of a real server.</summary>
    EditServer,

    /// <summary>Removes a real server.</summary>
    RemoveServer,

    /// <summary>Removes all virtual services; firewall-mark rules stay.</summary>
    Clear,
}
