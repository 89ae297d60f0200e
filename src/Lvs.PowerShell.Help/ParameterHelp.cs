namespace LvsPS.Help;

/// <summary>Everything that the help says of one parameter.</summary>
internal sealed record ParameterHelp
{
    /// <summary>The name, without a dash.</summary>
    public required string Name { get; init; }

    /// <summary>The type as PowerShell writes it: <c>string[]</c>, <c>int</c>, <c>switch</c>; a nullable type without its null.</summary>
    public required string Type { get; init; }

    /// <summary>What it means, a string a paragraph.</summary>
    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>The words it may be, of an enumeration or a set; empty for anything else.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What it is when not given; null for nothing.</summary>
    public string? Default { get; init; }

    /// <summary>Other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>True when * and ? stand for any text.</summary>
    public bool Wildcards { get; init; }

    /// <summary>How it stands in each parameter set; the set of no name is every set.</summary>
    public required IReadOnlyList<ParameterPlace> Places { get; init; }

    /// <summary>True for a switch: it takes no value.</summary>
    public bool IsSwitch => Type == "switch";

    /// <summary>Its place in a set; null when it is no part of it.</summary>
    public ParameterPlace? PlaceIn(string set) => Places.FirstOrDefault(place => place.Set == set || place.Set.Length == 0);
}
