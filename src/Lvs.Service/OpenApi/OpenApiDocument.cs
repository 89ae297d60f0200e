using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Lvs.Client;
using Lvs.Client.Json;

namespace Lvs.Service.OpenApi;

/// <summary>
/// The OpenAPI 3.1 description, made of what is mapped and of the same serializer contracts that read and write the bodies, so
/// that
/// it cannot say otherwise. No reflection: it works trimmed.
/// </summary>
internal static partial class OpenApiDocument
{
    public static byte[] Build(IReadOnlyList<ApiRoute> routes, string version)
    {
        JsonObject paths = [];
        JsonObject schemas = [];
        foreach (ApiRoute route in routes)
        {
            if (paths[route.Pattern] is not JsonObject path)
                paths[route.Pattern] = path = [];
            path[route.Method.ToLowerInvariant()] = Operation(route, schemas);
        }

        Reference(LvsJson.Default.LvsProblem, schemas);
        JsonObject document = new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "LvsPS director",
                ["version"] = version,
                ["description"] = "The API of lvsd over its Unix socket. Unknown fields in requests are refused. Every refusal "
                    + "is a problem document (RFC 9457) whose type is a stable id, and changes nothing.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, OpenApiJson.Default.JsonObject);
    }

    private static JsonObject Operation(ApiRoute route, JsonObject schemas)
    {
        ApiOperation operation = route.Operation;
        JsonObject result = new()
        {
            ["operationId"] = operation.Id,
            ["tags"] = new JsonArray(operation.Tag),
            ["summary"] = operation.Summary,
            ["responses"] = new JsonObject
            {
                [operation.Status.ToString(CultureInfo.InvariantCulture)] = Success(operation, schemas),
                ["default"] = new JsonObject
                {
                    ["description"] = "A problem; nothing was changed.",
                    ["content"] = Content("application/problem+json", Reference(LvsJson.Default.LvsProblem, schemas)),
                },
            },
        };
        JsonArray parameters = Parameters(route);
        if (parameters.Count > 0)
            result["parameters"] = parameters;
        if (operation.Request is not null)
        {
            result["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content("application/json", Reference(operation.Request, schemas)),
            };
        }

        return result;
    }

    private static JsonArray Parameters(ApiRoute route)
    {
        JsonArray parameters = [];
        foreach (Match match in PathParameter().Matches(route.Pattern))
            parameters.Add((JsonNode)Parameter(match.Groups[1].Value, "path", "URL-escaped."));
        foreach ((string name, string description) in route.Operation.Query)
            parameters.Add((JsonNode)Parameter(name, "query", description));
        return parameters;
    }

    private static JsonObject Parameter(string name, string place, string description) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = place == "path",
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Success(ApiOperation operation, JsonObject schemas)
    {
        JsonObject success = new() { ["description"] = operation.Response is null ? "Done." : "Success." };
        if (operation.Response is null)
            return success;
        JsonObject content = [];
        foreach (string mediaType in operation.MediaTypes)
        {
            content[mediaType] = new JsonObject
            {
                ["schema"] = mediaType == LvsConnectionRow.MediaType
                    ? new JsonObject { ["type"] = "string", ["contentEncoding"] = "binary" }
                    : Reference(operation.Response, schemas),
            };
        }

        success["content"] = content;
        return success;
    }

    private static JsonObject Content(string mediaType, JsonObject schema) =>
        new() { [mediaType] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Reference(JsonTypeInfo type, JsonObject schemas)
    {
        string name = Name(type.Type);
        if (type.Type == typeof(JsonObject))
            return new JsonObject { ["type"] = "object" };
        if (schemas[name] is null)
            schemas[name] = type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TransformSchemaNode = EnumNames.Describe });
        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static string Name(Type type) =>
        !type.IsGenericType ? type.Name
        : type.GetGenericTypeDefinition() == typeof(List<>) ? Name(type.GetGenericArguments()[0]) + "List"
        : "Counters";

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
