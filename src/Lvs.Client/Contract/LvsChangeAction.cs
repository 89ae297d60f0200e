using System.Text.Json.Serialization;
using Lvs.Client.Json;

namespace Lvs.Client;

/// <summary>What a plan does to one thing.</summary>
[JsonConverter(typeof(LvsChangeActionConverter))]
public enum LvsChangeAction
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>One property of it changes; connections stay.</summary>
    Changed,

    /// <summary>It goes.</summary>
    Removed,
}
