using System.Text.Json;
using Lvs.Client.Json;

namespace Lvs.Service.Endpoints;

/// <summary>How bodies are read: the contract's strict reading, and no field twice. Of two lists of real servers the first would
/// be lost without a word.</summary>
internal static class RequestJson
{
    /// <summary>The contract so read.</summary>
    public static LvsStrictJson Strict { get; } =
        new(new JsonSerializerOptions(LvsStrictJson.Default.Options) { AllowDuplicateProperties = false });
}
