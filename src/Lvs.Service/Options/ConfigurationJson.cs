using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lvs.Service.Options;

/// <summary>How the configuration file is read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ConfigurationDocument))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
