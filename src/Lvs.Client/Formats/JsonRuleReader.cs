using System.Text.Json;
using Lvs.Client.Json;

namespace Lvs.Client.Formats;

/// <summary>Reads rules in JSON: the body of <c>PUT /v1/rules</c>. A misspelt field is an error, since it would silently do
/// nothing.</summary>
internal static class JsonRuleReader
{
    public static RuleFile Read(ReadOnlySpan<byte> content, string name)
    {
        byte[] utf8 = content.ToArray();
        try
        {
            LvsRules rules = JsonSerializer.Deserialize(utf8, LvsStrictJson.Default.LvsRules)
                ?? throw new RuleFileException(name, 1, "null", "The file holds null.",
                    "Give an object with services and firewallMarks.");
            return new RuleFile(name, RuleFileFormat.Json, rules, [], path => JsonPlaces.LineOf(utf8, path));
        }
        catch (JsonException e)
        {
            JsonFault fault = JsonFault.Of(e, utf8);
            throw new RuleFileException(
                name, fault.Line, fault.Value, fault.Message, fault.Remedy ?? "Export-LvsRules shows how it is written.", e);
        }
    }
}
