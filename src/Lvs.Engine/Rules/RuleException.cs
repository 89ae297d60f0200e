namespace Lvs.Engine.Rules;

/// <summary>A rule was refused; nothing was changed.</summary>
/// <param name="error">What is wrong.</param>
/// <param name="value">The offending value, as the caller wrote it.</param>
/// <param name="message">One sentence that names the value.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class RuleException(RuleError error, string value, string message, string remedy) : Exception(message)
{
    /// <summary>What is wrong.</summary>
    public RuleError Error { get; } = error;

    /// <summary>The offending value.</summary>
    public string Value { get; } = value;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;

    /// <summary>Which rule of a rule set is to blame, as a JSON path (<c>$.services[3].realServers[0]</c>); null when only one was
    /// given.</summary>
    public string? Path { get; internal set; }
}
