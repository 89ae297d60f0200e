using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Lvs.Client;
using Lvs.Client.Json;

namespace Lvs.Service.OpenApi;

/// <summary>The names of enums in schemas: the exporter cannot see into converters of our own.</summary>
internal static class EnumNames
{
    private static readonly Dictionary<Type, IEnumerable<string>> Known = new()
    {
        [typeof(LvsProtocol)] = LvsProtocolConverter.Instance.Names,
        [typeof(LvsAddressFamily)] = LvsAddressFamilyConverter.Instance.Names,
        [typeof(LvsForwardingMethod)] = LvsForwardingMethodConverter.Instance.Names,
        [typeof(LvsTunnelType)] = LvsTunnelTypeConverter.Instance.Names,
        [typeof(LvsTunnelChecksum)] = LvsTunnelChecksumConverter.Instance.Names,
        [typeof(LvsSyncRole)] = LvsSyncRoleConverter.Instance.Names,
        [typeof(LvsRuleAction)] = LvsRuleActionConverter.Instance.Names,
        [typeof(LvsChangeAction)] = LvsChangeActionConverter.Instance.Names,
        [typeof(LvsChangeKind)] = LvsChangeKindConverter.Instance.Names,
    };

    public static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        Type type = context.TypeInfo.Type;
        Type? underlying = Nullable.GetUnderlyingType(type);
        if (!Known.TryGetValue(underlying ?? type, out IEnumerable<string>? names))
            return schema;
        JsonArray values = [.. names.Select(name => (JsonNode)name)];
        if (underlying is not null)
            values.Add(null);
        return new JsonObject { ["enum"] = values };
    }
}
