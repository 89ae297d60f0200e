namespace Lvs.Service.OpenApi;

/// <summary>One endpoint and its description.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The path with its parameters in braces.</param>
/// <param name="Operation">What the description says.</param>
internal sealed record ApiRoute(string Method, string Pattern, ApiOperation Operation);
