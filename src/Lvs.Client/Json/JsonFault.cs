using System.Text;
using System.Text.Json;

namespace Lvs.Client.Json;

/// <summary>A mistake in a JSON text in words for who wrote it: the library's own speak of .NET types and count lines from
/// 0.</summary>
/// <param name="Kind">What kind of mistake.</param>
/// <param name="Value">The text that is to blame, when there is one.</param>
/// <param name="Message">One sentence that names the value.</param>
/// <param name="Remedy">What to do about it; null when only the description of the format can tell.</param>
/// <param name="Path">Where it stands: <c>$.services[3].weight</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in bytes, from 1.</param>
public sealed record JsonFault(
    JsonFaultKind Kind, string? Value, string Message, string? Remedy, string? Path, long? Line, long? Column)
{
    /// <summary>Explains what the reader of JSON found.</summary>
    /// <param name="error">What it threw.</param>
    /// <param name="text">What it read, in UTF-8.</param>
    public static JsonFault Of(JsonException error, ReadOnlySpan<byte> text)
    {
        JsonFault fault = new(
            JsonFaultKind.Invalid, Excerpt(text, error.LineNumber, error.BytePositionInLine), Shorten(error.Message), null,
            error.Path, error.LineNumber + 1, error.BytePositionInLine + 1);
        if (error is UnknownNameException name)
        {
            return fault with
            {
                Kind = JsonFaultKind.UnknownName, Value = name.Value, Message = name.Message, Remedy = name.Remedy,
            };
        }

        if (UnknownFieldIn(fault.Message) is { } field)
        {
            return fault with
            {
                Kind = JsonFaultKind.UnknownField,
                Value = field,
                Message = $"There is no field '{field}' here ({error.Path}).",
                Remedy = "Leave it out or see to its spelling.",
            };
        }

        if (TwiceIn(fault.Message) is { } twice)
        {
            return fault with
            {
                Value = twice, Message = $"There are two fields '{twice}' here ({error.Path}).", Remedy = "Give it once.",
            };
        }

        bool wrongType = fault.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal);
        return fault.Value is not null && wrongType
            ? fault with { Message = $"{fault.Value} is of the wrong type, or too large, for {error.Path}." }
            : fault;
    }

    // The library's message for JsonUnmappedMemberHandling.Disallow: "The JSON property 'x' could not be mapped to any .NET
    // member …".
    private static string? UnknownFieldIn(string message) => Between(message, "The JSON property '", "' could not be mapped");

    // And for AllowDuplicateProperties = false: "Duplicate property 'x' encountered during deserialization of type …".
    private static string? TwiceIn(string message) => Between(message, "Duplicate property '", "' encountered");

    private static string? Between(string message, string start, string end)
    {
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

    private static string? Excerpt(ReadOnlySpan<byte> text, long? line, long? column)
    {
        if (line is null || column is null)
            return null;
        for (long i = 0; i < line; i++)
        {
            int newline = text.IndexOf((byte)'\n');
            if (newline < 0)
                return null;
            text = text[(newline + 1)..];
        }

        // The reader stands behind the token it refuses; the token begins after the separator before it.
        int end = (int)Math.Min(column.Value, text.Length);
        int start = text[..Math.Max(0, end - 1)].LastIndexOfAny(":,[{\n"u8) + 1;
        start = Math.Max(start, end - 40);
        int stop = Math.Min(text.Length, Math.Max(end, start + 1));
        string excerpt = Encoding.UTF8.GetString(text[start..stop]).Trim();
        return excerpt.Length == 0 ? null : excerpt;
    }
}
