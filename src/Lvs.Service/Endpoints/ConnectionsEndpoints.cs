using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Service.Connections;
using Lvs.Service.Directors;
using Lvs.Service.OpenApi;
using Lvs.Service.Options;
using Lvs.Service.Problems;

namespace Lvs.Service.Endpoints;

/// <summary>/v1/connections: the connection table.</summary>
internal sealed class ConnectionsEndpoints(DirectorControl control, LvsdOptions options)
{
    private const string Path = "/v1/connections";

    private static readonly (string Name, string Description)[] Filter =
    [
        ("service", "a service's id"), ("server", "a real server: address, or address and port"),
        ("client", "a client's address or prefix"), ("state", "a state by IPVS's name"),
        ("template", "true: templates only; false: connections only"),
    ];

    public void Map(ApiRoutes routes)
    {
        routes.Get(Path, new(
            "listConnections", "connections",
            "The connections, streamed: one JSON object a line, or rows of fixed size after a header of 16 bytes.")
        {
            Response = LvsJson.Default.LvsConnection,
            MediaTypes = [LvsApi.NdjsonMediaType, LvsConnectionRow.MediaType],
            Query = [.. Filter, ("limit", "stop after this many")],
        }, ListAsync);
        routes.Delete(Path, new("removeConnections", "connections", "Removes connections; clients that go on are scheduled anew.")
        {
            Response = LvsJson.Default.LvsRemoved,
            Query = Filter,
        }, RemoveAsync);
        routes.Post(Path + "/remove", new(
            "removeTheseConnections", "connections",
            "Removes exactly the connections named, in one walk over the table; those that have ended meanwhile are passed over.")
        {
            Request = RequestJson.Strict.LvsConnectionKeys,
            Response = LvsJson.Default.LvsRemoved,
        }, RemoveTheseAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        ConnectionQuery query = ConnectionQuery.Parse(context.Request.Query);
        bool rows = WantsRows(context.Request);
        context.Response.ContentType = rows ? LvsConnectionRow.MediaType : LvsApi.NdjsonMediaType;
        IConnectionTable table = control.Host.Connections;
        Task write = rows
            ? ConnectionStream.WriteRowsAsync(context.Response.BodyWriter, table, query, context.RequestAborted)
            : ConnectionStream.WriteLinesAsync(context.Response.BodyWriter, table, query, context.RequestAborted);
        await write;
    }

    private async Task RemoveAsync(HttpContext context)
    {
        ConnectionQuery query = ConnectionQuery.Parse(context.Request.Query);
        if (query.Limit != long.MaxValue)
        {
            throw Problem.Create(
                ProblemCatalog.InvalidFilter, "limit", "A removal takes no limit: which connections would go is not defined.",
                "Leave it out.");
        }

        long removed = await control.Host.RemoveConnectionsAsync(query.Matches, context.RequestAborted);
        await context.WriteAsync(new LvsRemoved { Removed = removed }, LvsJson.Default.LvsRemoved);
    }

    private async Task RemoveTheseAsync(HttpContext context)
    {
        context.AllowQuery();
        LvsConnectionKeys body = await RequestBody.ReadAsync(
            context, RequestJson.Strict.LvsConnectionKeys, options.MaximumBody);
        HashSet<ConnectionIdentity> meant =
            [.. (body.Connections ?? []).Select((key, i) => ConnectionIdentity.Of(key, $"$.connections[{i}]"))];
        long removed = meant.Count == 0 ? 0 : await control.Host.RemoveConnectionsAsync(
            (in LvsConnectionRow row) => meant.Contains(ConnectionIdentity.Of(row)), context.RequestAborted);
        await context.WriteAsync(new LvsRemoved { Removed = removed }, LvsJson.Default.LvsRemoved);
    }

    private static bool WantsRows(HttpRequest request)
    {
        string accept = request.Headers.Accept.ToString();
        if (accept.Contains(LvsConnectionRow.MediaType, StringComparison.OrdinalIgnoreCase))
            return true;
        if (accept.Length == 0 || accept.Contains("*/*", StringComparison.Ordinal)
            || accept.Contains(LvsApi.NdjsonMediaType, StringComparison.OrdinalIgnoreCase))
            return false;
        throw Problem.Create(
            ProblemCatalog.NotAcceptable, accept, $"Connections are not to be had as '{accept}'.",
            $"Accept {LvsApi.NdjsonMediaType} or {LvsConnectionRow.MediaType}.");
    }
}
