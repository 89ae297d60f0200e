using System.Text.Json;
using Lvs.Client.Json;

namespace Lvs.Client.Formats;

/// <summary>Writes rules as JSON that loses nothing of them and can be sent back by <c>PUT /v1/rules</c>.</summary>
public static class JsonRuleWriter
{
    private static readonly LvsJson Indented = new(new JsonSerializerOptions(LvsJson.Default.Options) { WriteIndented = true });

    /// <summary>The text, ending with a newline. What is only reported (counts of connections, ids) is left out.</summary>
    public static string Write(LvsRules rules) => JsonSerializer.Serialize(WithoutReports(rules), Indented.LvsRules) + "\n";

    /// <summary>The rules without what is only reported: two of them are equal text when they ask for the same.</summary>
    public static LvsRules WithoutReports(LvsRules rules) => new()
    {
        Services = [.. rules.Services.Select(service => service with
        {
            Id = null,
            RealServers = [.. (service.RealServers ?? []).Select(server => server with
            {
                ActiveConnections = null,
                InactiveConnections = null,
                PersistentConnections = null,
                Overloaded = null,
                Local = null,
            })],
        })],
        FirewallMarks = [.. rules.FirewallMarks.Select(mark => mark with { Id = null })],
    };
}
