using System.Text.Json.Serialization;

namespace Lvs.Lab.Testbeds;

/// <summary>The record's JSON, generated at build time so that no reflection is needed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(TestbedRecord))]
internal sealed partial class TestbedJson : JsonSerializerContext;
