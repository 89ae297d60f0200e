using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lvs.Client.Json;

/// <summary>
/// Reads and writes an enum by the names the wire uses, in any case. The base library's converter of .NET 8 cannot rename
/// values, and its error does not say which value it met nor which it would have taken.
/// </summary>
/// <typeparam name="T">The enum.</typeparam>
public abstract class NamedEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private readonly string _what;
    private readonly (T Value, string Name)[] _names;

    /// <summary>For derived classes: what the values are called in messages, and their names.</summary>
    protected NamedEnumConverter(string what, params (T Value, string Name)[] names)
    {
        _what = what;
        _names = names;
    }

    /// <summary>The name of a value on the wire.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value has no name.</exception>
    public string NameOf(T value)
    {
        foreach ((T candidate, string name) in _names)
        {
            if (EqualityComparer<T>.Default.Equals(candidate, value))
                return name;
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, $"No such {_what}.");
    }

    /// <summary>The value of a name, in any case; false when there is none.</summary>
    public bool TryParse(string? name, out T value)
    {
        foreach ((T candidate, string known) in _names)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>All names, for messages and descriptions.</summary>
    public IEnumerable<string> Names => _names.Select(pair => pair.Name);

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        if (TryParse(text, out T value))
            return value;
        string shown = text is null ? $"a JSON {reader.TokenType}" : $"'{text}'";
        throw new UnknownNameException(_what, text ?? reader.TokenType.ToString(), $"{shown} is no {_what}.",
            $"Use one of: {string.Join(", ", Names)}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(NameOf(value));
}
