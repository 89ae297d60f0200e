using System.Text.Json.Serialization;
using Lvs.Client.Json;

namespace Lvs.Client;

/// <summary>The side a synchronisation daemon takes.</summary>
[JsonConverter(typeof(LvsSyncRoleConverter))]
public enum LvsSyncRole
{
    /// <summary>Sends its connections.</summary>
    Master,

    /// <summary>Receives them.</summary>
    Backup,
}
