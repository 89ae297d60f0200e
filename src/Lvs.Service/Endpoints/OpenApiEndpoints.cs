using Lvs.Service.OpenApi;

namespace Lvs.Service.Endpoints;

/// <summary>/openapi.json: the description of everything, itself included.</summary>
internal static class OpenApiEndpoints
{
    public static void Map(ApiRoutes routes)
    {
        // Made when first asked for: few ever do, and it would cost start-up time.
        Lazy<byte[]> document = new(() => OpenApiDocument.Build(routes.All, DirectorEndpoints.Version));
        routes.Get("/openapi.json", new("getDescription", "description", "This description.")
        {
            Response = OpenApiJson.Default.JsonObject,
        }, context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = document.Value.Length;
            return context.Response.Body.WriteAsync(document.Value, context.RequestAborted).AsTask();
        });
    }
}
