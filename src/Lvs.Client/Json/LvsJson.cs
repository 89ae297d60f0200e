using System.Text.Json.Serialization;

namespace Lvs.Client.Json;

/// <summary>The contract as a reader of answers sees it: unknown fields are skipped, so that a newer director can be talked
/// to.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LvsVirtualService))]
[JsonSerializable(typeof(List<LvsVirtualService>))]
[JsonSerializable(typeof(LvsRealServer))]
[JsonSerializable(typeof(List<LvsRealServer>))]
[JsonSerializable(typeof(LvsServicePatch))]
[JsonSerializable(typeof(LvsServerPatch))]
[JsonSerializable(typeof(LvsRules))]
[JsonSerializable(typeof(LvsRulePlan))]
[JsonSerializable(typeof(LvsRuleSteps))]
[JsonSerializable(typeof(LvsRuleStepsResult))]
[JsonSerializable(typeof(LvsConnection))]
[JsonSerializable(typeof(LvsRemoved))]
[JsonSerializable(typeof(LvsStatistics))]
[JsonSerializable(typeof(Dictionary<string, long>))]
[JsonSerializable(typeof(LvsConnectionKeys))]
[JsonSerializable(typeof(LvsTimeouts))]
[JsonSerializable(typeof(LvsSettings))]
[JsonSerializable(typeof(LvsFirewallMark))]
[JsonSerializable(typeof(List<LvsFirewallMark>))]
[JsonSerializable(typeof(LvsVirtualAddress))]
[JsonSerializable(typeof(List<LvsVirtualAddress>))]
[JsonSerializable(typeof(LvsSyncDaemons))]
[JsonSerializable(typeof(LvsDirectorStatus))]
[JsonSerializable(typeof(LvsProblem))]
public sealed partial class LvsJson : JsonSerializerContext;
