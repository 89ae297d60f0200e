using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lvs.Service.Problems;
using Microsoft.AspNetCore.Http.Features;

namespace Lvs.Service.Endpoints;

/// <summary>Reads bodies strictly, and says exactly where they are wrong.</summary>
internal static class RequestBody
{
    /// <summary>The body as an object.</summary>
    /// <exception cref="ProblemException">It is no JSON, not of this shape, too large or of another type.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, long limit)
        where T : class
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = limit;
        if (context.Request.ContentType is { } contentType && !context.Request.HasJsonContentType())
            throw BodyProblems.MediaType(contentType);
        if (context.Request.ContentLength > limit)
            throw BodyProblems.TooLarge(context);

        PipeReader reader = context.Request.BodyReader;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(context.RequestAborted);
            if (!result.IsCompleted)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }

            try
            {
                return Parse(result.Buffer, type);
            }
            finally
            {
                reader.AdvanceTo(result.Buffer.End);
            }
        }
    }

    private static T Parse<T>(ReadOnlySequence<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        if (body.IsEmpty)
            throw BodyProblems.Empty();
        try
        {
            // In one piece: the reader takes twice as long over the many small ones that a large body comes in.
            Utf8JsonReader reader = new(body.IsSingleSegment ? body.FirstSpan : body.ToArray());
            T value = JsonSerializer.Deserialize(ref reader, type) ?? throw BodyProblems.Empty();
            if (reader.Read())
                throw new JsonException("There is something behind the object.");
            return value;
        }
        catch (JsonException e)
        {
            throw BodyProblems.FromJson(e, body.ToArray());
        }
    }
}
