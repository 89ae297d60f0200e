using System.Text;
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
        string? path = error.Path;
        ProblemKind kind = ProblemCatalog.InvalidJson;
        string? value = Excerpt(body, error.LineNumber, error.BytePositionInLine);
        string what = Shorten(error.Message);
        string remedy = "GET /openapi.json describes what is expected.";
        if (error is UnknownNameException name)
        {
            (kind, value, what, remedy) = (ProblemCatalog.InvalidValue, name.Value, name.Message, name.Remedy);
        }
        else if (UnknownFieldIn(what) is { } field)
        {
            kind = ProblemCatalog.UnknownField;
            value = field;
            what = $"There is no field '{field}' here ({path}).";
            remedy = "Leave it out or see to its spelling; GET /openapi.json lists the fields.";
        }

        else if (value is not null && what.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
        {
            // The library names a .NET type, which says nothing to who writes JSON.
            what = $"{value} is of the wrong type, or too large, for {path}.";
        }

        LvsProblem document = Problem.Document(kind, value, Locate(what, error), remedy, path);
        document.Line = error.LineNumber + 1;
        document.Column = error.BytePositionInLine + 1;
        return new ProblemException(document, error);
    }

    private static string Locate(string what, JsonException error) => error.LineNumber is { } line
        ? $"{what.TrimEnd('.')}, at line {line + 1}, column {error.BytePositionInLine + 1}."
        : what;

    // The library's message for JsonUnmappedMemberHandling.Disallow: "The JSON property 'x' could not be mapped to any .NET
    // member …".
    private static string? UnknownFieldIn(string message)
    {
        const string start = "The JSON property '";
        const string end = "' could not be mapped";
        if (!message.StartsWith(start, StringComparison.Ordinal))
            return null;
        int stop = message.IndexOf(end, StringComparison.Ordinal);
        return stop < 0 ? null : message[start.Length..stop];
    }

    // The library appends " Path: … | LineNumber: …", which counts from 0 and would contradict ours.
    private static string Shorten(string message)
    {
        int tail = message.IndexOf(" Path: ", StringComparison.Ordinal);
        tail = tail < 0 ? message.IndexOf(" LineNumber: ", StringComparison.Ordinal) : tail;
        return tail < 0 ? message : message[..tail];
    }

    private static string? Excerpt(ReadOnlySpan<byte> body, long? line, long? column)
    {
        if (line is null || column is null)
            return null;
        for (long i = 0; i < line; i++)
        {
            int newline = body.IndexOf((byte)'\n');
            if (newline < 0)
                return null;
            body = body[(newline + 1)..];
        }

        // The reader stands behind the token it refuses; the token begins after the separator before it.
        int end = (int)Math.Min(column.Value, body.Length);
        int start = body[..Math.Max(0, end - 1)].LastIndexOfAny(":,[{\n"u8) + 1;
        start = Math.Max(start, end - 40);
        int stop = Math.Min(body.Length, Math.Max(end, start + 1));
        string text = Encoding.UTF8.GetString(body[start..stop]).Trim();
        return text.Length == 0 ? null : text;
    }
}
