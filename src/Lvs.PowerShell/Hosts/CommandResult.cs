namespace LvsPS.Hosts;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit status; 127 when there is no such program.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>True when it did what it was asked to.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>What it said, for people: standard error, else standard output.</summary>
    public string Words => (Error.Trim() is { Length: > 0 } error ? error : Output.Trim()).ReplaceLineEndings(" ");
}
