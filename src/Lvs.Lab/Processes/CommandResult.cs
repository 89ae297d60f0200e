namespace Lvs.Lab.Processes;

/// <summary>How a program ended.</summary>
/// <param name="CommandLine">What was run.</param>
/// <param name="ExitCode">0 for success; 128 and more for a signal.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record CommandResult(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>Its output, if it went well.</summary>
    /// <exception cref="LabException">It did not; the message carries what it said.</exception>
    public string EnsureSuccess() => ExitCode == 0
        ? Output
        : throw new LabException($"'{CommandLine}' ended with {ExitCode}: {(Error.Length > 0 ? Error : Output).Trim()}");
}
