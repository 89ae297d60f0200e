using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Engine.Rules;
using Lvs.Service.Conversion;
using Lvs.Service.Directors;
using Lvs.Service.OpenApi;
using Lvs.Service.Options;
using Lvs.Service.Problems;

namespace Lvs.Service.Endpoints;

/// <summary>/v1/services/{service}/servers: real servers.</summary>
internal sealed class ServersEndpoints(DirectorControl control, LvsdOptions options)
{
    private const string Path = "/v1/services/{service}/servers";

    public void Map(ApiRoutes routes)
    {
        routes.Get(Path, new("listServers", "servers", "The real servers of a service, in the order of adding.")
        {
            Response = LvsJson.Default.ListLvsRealServer,
        }, ListAsync);
        routes.Post(Path, new("addServer", "servers", "Adds a real server; one that was removed comes back with its connections.")
        {
            Request = RequestJson.Strict.LvsRealServer,
            Response = LvsJson.Default.LvsRealServer,
            Status = 201,
            Query = [("portMapping", "ignore: put the service's port in the place of one that cannot be mapped; default refuse")],
        }, AddAsync);
        routes.Get(Path + "/{server}", new("getServer", "servers", "One real server.")
        {
            Response = LvsJson.Default.LvsRealServer,
        }, GetAsync);
        routes.Put(Path + "/{server}", new("replaceServer", "servers", "Replaces the rule of a real server.")
        {
            Request = RequestJson.Strict.LvsRealServer,
            Response = LvsJson.Default.LvsRealServer,
        }, ReplaceAsync);
        routes.Patch(Path + "/{server}", new("editServer", "servers", "Changes what is given of a real server.")
        {
            Request = RequestJson.Strict.LvsServerPatch,
            Response = LvsJson.Default.LvsRealServer,
        }, EditAsync);
        routes.Delete(Path + "/{server}", new(
            "removeServer", "servers", "Removes a real server; its connections are kept as IPVS keeps them.") { Status = 204 },
            RemoveAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        context.AllowQuery();
        ServiceKey key = Ids.Service(context.Route("service"));
        ServiceView view = await control.ReadAsync(director => Views.One(director, key));
        await context.WriteAsync([.. view.Servers.Select(ServerConversion.ToContract)], LvsJson.Default.ListLvsRealServer);
    }

    private async Task GetAsync(HttpContext context)
    {
        context.AllowQuery();
        (ServiceKey service, ServerKey server) = Keys(context);
        ServerView view = await control.ReadAsync(director => Views.One(director, service, server));
        await WriteAsync(context, view);
    }

    private async Task AddAsync(HttpContext context)
    {
        context.AllowQuery("portMapping");
        bool strict = context.StrictPorts();
        ServiceKey service = Ids.Service(context.Route("service"));
        LvsRealServer body = await RequestBody.ReadAsync(context, RequestJson.Strict.LvsRealServer, options.MaximumBody);
        ServerKey server = ServerConversion.Key(service, body);
        ServerSettings settings = ServerConversion.Settings(body);
        ServerView view = await control.ChangeAsync(director =>
        {
            RealServer added = director.Rules.AddServer(service, server, settings, strict);
            return ServerView.Of(added, director.IsLocal(added.Key.Address));
        });
        string location = Path.Replace("{service}", Uri.EscapeDataString(service.ToString()), StringComparison.Ordinal)
            + "/" + Uri.EscapeDataString(view.Key.ToString());
        await context.WriteCreatedAsync(location, ServerConversion.ToContract(view), LvsJson.Default.LvsRealServer);
    }

    private async Task ReplaceAsync(HttpContext context)
    {
        context.AllowQuery();
        (ServiceKey service, ServerKey server) = Keys(context);
        LvsRealServer body = await RequestBody.ReadAsync(context, RequestJson.Strict.LvsRealServer, options.MaximumBody);
        CheckSame(server, body);
        ServerSettings settings = ServerConversion.Settings(body);
        await WriteAsync(context, await EditAsync(service, server, _ => settings));
    }

    private async Task EditAsync(HttpContext context)
    {
        context.AllowQuery();
        (ServiceKey service, ServerKey server) = Keys(context);
        LvsServerPatch patch = await RequestBody.ReadAsync(context, RequestJson.Strict.LvsServerPatch, options.MaximumBody);
        await WriteAsync(context, await EditAsync(service, server, settings => ServerConversion.Patch(settings, patch)));
    }

    private async Task RemoveAsync(HttpContext context)
    {
        context.AllowQuery();
        (ServiceKey service, ServerKey server) = Keys(context);
        await control.ChangeAsync(director =>
        {
            Views.One(director, service, server);
            director.Rules.RemoveServer(service, server);
            return true;
        });
        await context.WriteNothing();
    }

    private Task<ServerView> EditAsync(ServiceKey service, ServerKey server, Func<ServerSettings, ServerSettings> edit) =>
        control.ChangeAsync(director =>
        {
            ServerView before = Views.One(director, service, server);
            director.Rules.EditServer(service, server, edit(before.Settings), strictPorts: true);
            return Views.One(director, service, server);
        });

    private static (ServiceKey Service, ServerKey Server) Keys(HttpContext context) =>
        (Ids.Service(context.Route("service")), Ids.Server(context.Route("server")));

    private static void CheckSame(ServerKey key, LvsRealServer body)
    {
        if (body is { Address: null, Port: null })
            return;
        ServerKey other = new(
            body.Address is null ? key.Address : Values.Address(body.Address, "$.address"),
            body.Port is null ? key.Port : Values.Port(body.Port, "$.port"));
        if (other != key)
        {
            throw Problem.Create(
                ProblemCatalog.IdMismatch, other.ToString(), $"The body is about {other}, the URL about {key}.",
                "A real server cannot be renamed: add the new one and remove the old.");
        }
    }

    private static Task WriteAsync(HttpContext context, ServerView view) =>
        context.WriteAsync(ServerConversion.ToContract(view), LvsJson.Default.LvsRealServer);
}
