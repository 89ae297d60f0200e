namespace LvsPS.Help;

/// <summary>An example.</summary>
/// <param name="Explanation">What it does, one sentence or more.</param>
/// <param name="Code">What is typed, line by line.</param>
internal sealed record ExampleHelp(string Explanation, string Code);
