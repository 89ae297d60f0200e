namespace LvsPS.Help;

/// <summary>Finds what help lacks. The build fails for it: help that is missing is a bug of the cmdlet.</summary>
internal static class HelpGaps
{
    /// <summary>The fewest examples of a cmdlet.</summary>
    public const int FewestExamples = 2;

    /// <summary>One sentence for each gap.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<CmdletHelp> cmdlets) => [.. cmdlets.SelectMany(Find)];

    private static IEnumerable<string> Find(CmdletHelp cmdlet)
    {
        if (cmdlet.Synopsis.Length == 0)
            yield return $"{cmdlet.Name} has no summary.";
        if (cmdlet.Examples.Count < FewestExamples)
            yield return $"{cmdlet.Name} has {cmdlet.Examples.Count} examples; give it {FewestExamples} at least.";
        foreach (ExampleHelp example in cmdlet.Examples)
        {
            if (example.Code.Length == 0 || example.Explanation.Length == 0)
                yield return $"An example of {cmdlet.Name} lacks its <para> or its <code>: '{example.Explanation}{example.Code}'.";
            else if (!example.Code.Contains(cmdlet.Name, StringComparison.OrdinalIgnoreCase)
                && !cmdlet.Aliases.Any(alias => example.Code.Contains(alias, StringComparison.OrdinalIgnoreCase)))
                yield return $"An example of {cmdlet.Name} does not use it: '{example.Code}'.";
        }

        foreach (ParameterHelp parameter in cmdlet.Parameters.Where(parameter => parameter.Description.Count == 0))
            yield return $"-{parameter.Name} of {cmdlet.Name} has no summary.";
        foreach (ParameterHelp parameter in cmdlet.Parameters
            .Where(static parameter => parameter.Wildcards != SpeaksOfWildcards(parameter)))
            yield return $"-{parameter.Name} of {cmdlet.Name}: its summary and [SupportsWildcards] do not say the same.";
    }

    private static bool SpeaksOfWildcards(ParameterHelp parameter) => parameter.Description.Any(static text =>
        text.Contains("stand for any text", StringComparison.Ordinal) || text.Contains("Wildcards are allowed", StringComparison.Ordinal));
}
