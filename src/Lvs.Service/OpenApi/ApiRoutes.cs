namespace Lvs.Service.OpenApi;

/// <summary>Maps endpoints together with their description: there is no way to map one without.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder builder)
{
    private readonly List<ApiRoute> _routes = [];

    /// <summary>All that was mapped.</summary>
    public IReadOnlyList<ApiRoute> All => _routes;

    public void Get(string pattern, ApiOperation operation, RequestDelegate handler) => Map("GET", pattern, operation, handler);

    public void Post(string pattern, ApiOperation operation, RequestDelegate handler) => Map("POST", pattern, operation, handler);

    public void Put(string pattern, ApiOperation operation, RequestDelegate handler) => Map("PUT", pattern, operation, handler);

    public void Patch(string pattern, ApiOperation operation, RequestDelegate handler) =>
        Map("PATCH", pattern, operation, handler);

    public void Delete(string pattern, ApiOperation operation, RequestDelegate handler) =>
        Map("DELETE", pattern, operation, handler);

    private void Map(string method, string pattern, ApiOperation operation, RequestDelegate handler)
    {
        _routes.Add(new ApiRoute(method, pattern, operation));
        builder.MapMethods(pattern, [method], handler).WithMetadata(operation);
    }
}
