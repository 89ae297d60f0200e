namespace LvsPS.Help;

/// <summary>Everything that the help of one cmdlet says.</summary>
internal sealed record CmdletHelp
{
    /// <summary>Verb and noun: Get-LvsService.</summary>
    public string Name => $"{Verb}-{Noun}";

    /// <summary>The verb.</summary>
    public required string Verb { get; init; }

    /// <summary>The noun.</summary>
    public required string Noun { get; init; }

    /// <summary>The first sentence of the summary.</summary>
    public required string Synopsis { get; init; }

    /// <summary>The whole summary and the remarks, a string a paragraph.</summary>
    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>The names of the parameter sets; one of no name where there are none.</summary>
    public required IReadOnlyList<string> ParameterSets { get; init; }

    /// <summary>The parameters: positional ones first, then in the order of the code.</summary>
    public required IReadOnlyList<ParameterHelp> Parameters { get; init; }

    /// <summary>What the cmdlet gives.</summary>
    public required IReadOnlyList<OutputHelp> Outputs { get; init; }

    /// <summary>The examples.</summary>
    public required IReadOnlyList<ExampleHelp> Examples { get; init; }

    /// <summary>Other names of the cmdlet.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }
}
