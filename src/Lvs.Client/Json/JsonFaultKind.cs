namespace Lvs.Client.Json;

/// <summary>What kind of mistake a JSON text has.</summary>
public enum JsonFaultKind
{
    /// <summary>It is no JSON, or a value of the wrong type.</summary>
    Invalid,

    /// <summary>It has a field that is not known.</summary>
    UnknownField,

    /// <summary>A name is not one of those that are known.</summary>
    UnknownName,
}
