using System.Text.Json.Serialization;

namespace Lvs.Service.Store;

/// <summary>How the file is written and read: strictly, since what is not understood would be lost at the next write.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true)]
[JsonSerializable(typeof(StoredDocument))]
internal sealed partial class StoredJson : JsonSerializerContext;
