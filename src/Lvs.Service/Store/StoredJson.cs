using System.Text.Json.Serialization;

namespace Lvs.Service.Store;

/// <summary>How the file is written and read: strictly, since what is not understood would be lost at the next write; without
/// spaces, which would be half of it and would have to reach the disk before an import is acknowledged.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(StoredDocument))]
[JsonSerializable(typeof(StoredHeader))]
internal sealed partial class StoredJson : JsonSerializerContext;
