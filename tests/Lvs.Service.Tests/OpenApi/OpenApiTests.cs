using System.Text.Json.Nodes;
using Lvs.Service.OpenApi;
using Lvs.Service.Tests.Fakes;
using Microsoft.AspNetCore.Routing;

namespace Lvs.Service.Tests.OpenApi;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Every_mapped_route_is_described_and_nothing_else()
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonNode document = JsonNode.Parse(await server.Client.GetOpenApiAsync())!;
        IEnumerable<string> described = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key.ToUpperInvariant()} {path.Key}"));
        IEnumerable<string> mapped = server.Server.Endpoints.Cast<RouteEndpoint>().SelectMany(endpoint =>
            endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText}"));
        Assert.Equal(mapped.Order(), described.Order());
        Assert.All(server.Server.Endpoints, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<ApiOperation>()));
    }

    [Fact]
    public async Task References_lead_somewhere_and_ids_are_unique()
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonNode document = JsonNode.Parse(await server.Client.GetOpenApiAsync())!;
        string text = document.ToJsonString();
        JsonObject schemas = document["components"]!["schemas"]!.AsObject();
        foreach (System.Text.RegularExpressions.Match match in
            System.Text.RegularExpressions.Regex.Matches(text, "#/components/schemas/(\\w+)"))
            Assert.True(schemas.ContainsKey(match.Groups[1].Value), match.Value);
        string[] ids = [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .Select(operation => (string)operation.Value!["operationId"]!)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public async Task Requests_are_strict_and_enums_have_their_names()
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonNode schemas = JsonNode.Parse(await server.Client.GetOpenApiAsync())!["components"]!["schemas"]!;
        JsonNode real = schemas["LvsRealServer"]!["properties"]!;
        Assert.Equal(
            ["Masquerade", "DirectRouting", "Tunnel", "Local"],
            real["forwardingMethod"]!["enum"]!.AsArray().Select(name => (string)name!));
        Assert.Contains(schemas["LvsServerPatch"]!["properties"]!["tunnelType"]!["enum"]!.AsArray(), name => name is null);
        Assert.False((bool)schemas["LvsServicePatch"]!["additionalProperties"]!);
    }

    [Fact]
    public async Task The_description_answers_with_what_it_describes()
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonObject paths = JsonNode.Parse(await server.Client.GetOpenApiAsync())!["paths"]!.AsObject();
        foreach ((string path, JsonNode? operations) in paths)
        {
            if (path.Contains('{') || operations!["get"] is not JsonNode get)
                continue;
            (int status, _) = await server.SendAsync(HttpMethod.Get, path.TrimStart('/'));
            Assert.True(get["responses"]!.AsObject().ContainsKey(status.ToString()), $"GET {path} gave {status}");
        }
    }
}
