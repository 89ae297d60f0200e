using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lvs.Service.Problems;

namespace Lvs.Service.Endpoints;

/// <summary>Answers, and what requests say besides their bodies.</summary>
internal static class Answers
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary>A body of JSON, written as it is made: a list of any length is not held in memory as text.</summary>
    public static async Task WriteAsync<T>(
        this HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = Json;
        await JsonSerializer.SerializeAsync(context.Response.BodyWriter, value, type, context.RequestAborted);
    }

    /// <summary>201 with the new thing and where it is.</summary>
    public static Task WriteCreatedAsync<T>(this HttpContext context, string location, T value, JsonTypeInfo<T> type)
    {
        context.Response.Headers.Location = location;
        return context.WriteAsync(value, type, StatusCodes.Status201Created);
    }

    /// <summary>204.</summary>
    public static Task WriteNothing(this HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>A parameter of the path, with the slashes that routing leaves escaped.</summary>
    public static string Route(this HttpContext context, string name) =>
        ((string)context.Request.RouteValues[name]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A switch of the query, false when absent.</summary>
    /// <exception cref="ProblemException">It is neither true nor false: who writes ?dryRun alone does not mean false.</exception>
    public static bool Switch(this HttpContext context, string name, bool otherwise = false)
    {
        string? text = context.Request.Query[name];
        return text switch
        {
            null => otherwise,
            "false" => false,
            "true" => true,
            _ => throw Problem.Create(
                ProblemCatalog.InvalidParameter, text, $"{name} cannot be '{text}'.", "Give true or false."),
        };
    }

    /// <summary>Refuses query parameters that the endpoint does not know: a misspelt dryRun must not change the rules.</summary>
    /// <exception cref="ProblemException">There is one.</exception>
    public static void AllowQuery(this HttpContext context, params ReadOnlySpan<string> names)
    {
        foreach (string name in context.Request.Query.Keys)
        {
            if (!names.Contains(name))
            {
                throw Problem.Create(
                    ProblemCatalog.InvalidParameter, name, $"There is no parameter '{name}' here.",
                    names.IsEmpty ? "Leave it out." : $"Use {string.Join(", ", names.ToArray())}.");
            }
        }
    }

    /// <summary>Whether ports that cannot be mapped are refused: always, but for portMapping=ignore, which does as ipvsadm
    /// does.</summary>
    public static bool StrictPorts(this HttpContext context)
    {
        string? text = context.Request.Query["portMapping"];
        return text switch
        {
            null or "refuse" => true,
            "ignore" => false,
            _ => throw Problem.Create(
                ProblemCatalog.InvalidParameter, text, $"portMapping cannot be '{text}'.", "Give ignore or refuse."),
        };
    }
}
