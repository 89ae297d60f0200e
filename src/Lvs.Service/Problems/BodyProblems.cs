using System.Text.Json;
using Lvs.Client;
using Lvs.Client.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Lvs.Service.Problems;

/// <summary>What can be wrong with a request's body before anybody looks at what it asks for.</summary>
internal static class BodyProblems
{
    public static ProblemException TooLarge(HttpContext context)
    {
        long limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0;
        string length = context.Request.ContentLength is { } bytes ? $"{bytes} bytes" : "more than the limit";
        return Problem.Create(
            ProblemCatalog.BodyTooLarge, length, $"The body is larger than the {limit} bytes that lvsd takes here ({length}).",
            "Send less at a time, or raise maximumBody or maximumRules in lvsd's configuration.");
    }

    public static ProblemException MediaType(string? contentType) => Problem.Create(
        ProblemCatalog.UnsupportedMediaType, contentType, $"The body is of type '{contentType}', not JSON.",
        "Send Content-Type: application/json.");

    public static ProblemException Empty() => Problem.Create(
        ProblemCatalog.InvalidJson, null, "The body is empty or null, but a JSON object is needed.",
        "Send one; GET /openapi.json describes it.");

    /// <summary>What the reader of JSON found, with the place and the text that stands there.</summary>
    public static ProblemException FromJson(JsonException error, ReadOnlySpan<byte> body)
    {
        const string description = "GET /openapi.json describes what is expected.";
        JsonFault fault = JsonFault.Of(error, body);
        (ProblemKind kind, string remedy) = fault.Kind switch
        {
            JsonFaultKind.UnknownName => (ProblemCatalog.InvalidValue, fault.Remedy ?? description),
            JsonFaultKind.UnknownField => (ProblemCatalog.UnknownField, $"{fault.Remedy} GET /openapi.json lists the fields."),
            _ => (ProblemCatalog.InvalidJson, fault.Remedy ?? description),
        };
        string place = fault.Line is { } line
            ? $"{fault.Message.TrimEnd('.')}, at line {line}, column {fault.Column}."
            : fault.Message;
        LvsProblem document = Problem.Document(kind, fault.Value, place, remedy, fault.Path);
        document.Line = fault.Line;
        document.Column = fault.Column;
        return new ProblemException(document, error);
    }
}
