using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lvs.Service.OpenApi;

/// <summary>How the description is written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class OpenApiJson : JsonSerializerContext;
