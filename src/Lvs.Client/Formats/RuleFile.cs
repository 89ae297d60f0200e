namespace Lvs.Client.Formats;

/// <summary>A rule file that was read: its rules, and on which line each of them stands.</summary>
public sealed class RuleFile
{
    private readonly Func<string, long?> _locate;

    internal RuleFile(
        string name, RuleFileFormat format, LvsRules rules, IReadOnlyList<RuleFileWarning> warnings, Func<string, long?> locate)
    {
        Name = name;
        Format = format;
        Rules = rules;
        Warnings = warnings;
        _locate = locate;
    }

    /// <summary>The file's name as the user gave it.</summary>
    public string Name { get; }

    /// <summary>The language it is written in.</summary>
    public RuleFileFormat Format { get; }

    /// <summary>The rules.</summary>
    public LvsRules Rules { get; }

    /// <summary>What it says beyond the rules.</summary>
    public IReadOnlyList<RuleFileWarning> Warnings { get; }

    /// <summary>The line of a rule, from 1; null when it cannot be told.</summary>
    /// <param name="path">Its place in <see cref="Rules"/> as a JSON path: <c>$.services[3].realServers[0].weight</c>.</param>
    public long? LineOf(string path) => _locate(path);

    /// <summary>A refusal of the director, told as an error of this file.</summary>
    /// <param name="refusal">What the director said about <see cref="Rules"/>.</param>
    public RuleFileException Explain(LvsClientException refusal)
    {
        string? path = refusal.Problem?.Path;
        long? line = path is null ? null : LineOf(path);
        return new RuleFileException(Name, line, refusal.Value, refusal.Detail, refusal.Remedy, refusal);
    }
}
