using System.Text.Json;

namespace Lvs.Client.Json;

/// <summary>A JSON string that had to be one of a few names and is not.</summary>
public sealed class UnknownNameException : JsonException
{
    /// <summary>Creates it.</summary>
    public UnknownNameException(string what, string value, string message, string remedy)
        : base(message)
    {
        What = what;
        Value = value;
        Remedy = remedy;
    }

    /// <summary>What the name was meant to name: "forwarding method".</summary>
    public string What { get; }

    /// <summary>The name that is not known.</summary>
    public string Value { get; }

    /// <summary>The names that are.</summary>
    public string Remedy { get; }
}
