using System.Collections;
using System.Globalization;
using Lvs.Client.Json;

namespace LvsPS;

/// <summary>An object of any kind as named values: absent, null and empty text are the same, as they are in a CSV file.</summary>
internal readonly struct Row(object source)
{
    /// <summary>A value as it is.</summary>
    public object? Value(string name)
    {
        object? value = source switch
        {
            IDictionary dictionary => dictionary[name],
            PSObject { BaseObject: IDictionary dictionary } => dictionary[name],
            _ => PSObject.AsPSObject(source).Properties[name]?.Value,
        };
        // A list or a number that PowerShell has wrapped is that list or number; only a bag of properties is nothing without it.
        value = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return value is string { Length: 0 } ? null : value;
    }

    /// <summary>A value as text.</summary>
    public string? Text(string name) => Value(name) switch
    {
        null => null,
        string text => text,
        IEnumerable list => string.Join(',', list.Cast<object?>()),
        object other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    /// <summary>A whole number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public long? Number(string name) => Text(name) switch
    {
        null => null,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) =>
            number,
        string text => throw new FormatException($"'{text}' is no whole number ({name})."),
    };

    /// <summary>A whole number that an int holds.</summary>
    /// <exception cref="FormatException">It is none, or too large.</exception>
    public int? Int(string name) => Number(name) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and long number => (int)number,
        long number => throw new FormatException(
            $"{number.ToString(CultureInfo.InvariantCulture)} is out of range ({name}); give at most {int.MaxValue}."),
    };

    /// <summary>True or false.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public bool Flag(string name) => Text(name) switch
    {
        null => false,
        string text when bool.TryParse(text, out bool flag) => flag,
        string text => throw new FormatException($"'{text}' is neither True nor False ({name})."),
    };

    /// <summary>One of the contract's names.</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public T? Name<T>(string name, NamedEnumConverter<T> names)
        where T : struct, Enum => Text(name) switch
        {
            null => null,
            string text when names.TryParse(text, out T value) => value,
            string text => throw new FormatException($"'{text}' is no {name}; use one of: {string.Join(", ", names.Names)}."),
        };
}
