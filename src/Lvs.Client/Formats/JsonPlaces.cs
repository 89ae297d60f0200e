using System.Globalization;
using System.Text.Json;

namespace Lvs.Client.Formats;

/// <summary>Finds the line of a value in JSON text by its path, for refusals that come after the text was read.</summary>
internal static class JsonPlaces
{
    /// <summary>The line, from 1, of the value at <c>$.services[3].realServers[0].weight</c>; of the nearest value above it when
    /// it is not there; null when the text is no JSON.</summary>
    public static long? LineOf(ReadOnlySpan<byte> utf8, string path)
    {
        Utf8JsonReader reader = new(utf8);
        try
        {
            if (!reader.Read())
                return null;
            long place = reader.TokenStartIndex;
            foreach (string step in path.TrimStart('$').Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
            {
                bool found = reader.TokenType switch
                {
                    JsonTokenType.StartObject => EnterProperty(ref reader, step),
                    JsonTokenType.StartArray => EnterElement(ref reader, step),
                    _ => false,
                };
                if (!found)
                    break;
                place = reader.TokenStartIndex;
            }

            return 1 + utf8[..(int)place].Count((byte)'\n');
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool EnterProperty(ref Utf8JsonReader reader, string name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool wanted = reader.ValueTextEquals(name);
            reader.Read();
            if (wanted)
                return true;
            reader.Skip();
        }

        return false;
    }

    private static bool EnterElement(ref Utf8JsonReader reader, string index)
    {
        if (!int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int left))
            return false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (left-- == 0)
                return true;
            reader.Skip();
        }

        return false;
    }
}
