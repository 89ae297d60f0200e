using System.Text.Json.Serialization;

namespace Lvs.Client.Json;

/// <summary>The contract as the director reads requests: an unknown field is an error, since a misspelt one would silently do
/// nothing.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(LvsVirtualService))]
[JsonSerializable(typeof(LvsRealServer))]
[JsonSerializable(typeof(LvsServicePatch))]
[JsonSerializable(typeof(LvsServerPatch))]
[JsonSerializable(typeof(LvsRules))]
[JsonSerializable(typeof(LvsRuleSteps))]
[JsonSerializable(typeof(LvsConnectionKeys))]
[JsonSerializable(typeof(LvsTimeouts))]
[JsonSerializable(typeof(LvsSettings))]
[JsonSerializable(typeof(LvsFirewallMark))]
[JsonSerializable(typeof(LvsVirtualAddress))]
[JsonSerializable(typeof(LvsSyncDaemons))]
public sealed partial class LvsStrictJson : JsonSerializerContext;
