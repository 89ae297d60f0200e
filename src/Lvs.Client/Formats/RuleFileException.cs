namespace Lvs.Client.Formats;

/// <summary>A rule file cannot be what it says; the message names the file, the line and the value. Nothing was
/// changed.</summary>
public sealed class RuleFileException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="file">The file's name as the user gave it.</param>
    /// <param name="line">The line, from 1; null when no line is to blame.</param>
    /// <param name="value">What is to blame, as it stands there.</param>
    /// <param name="detail">What is wrong, naming the value.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="inner">What was underneath.</param>
    public RuleFileException(string file, long? line, string? value, string detail, string? remedy, Exception? inner = null)
        : base(Compose(file, line, detail, remedy), inner)
    {
        File = file;
        Line = line;
        Value = value;
        Detail = detail;
        Remedy = remedy;
    }

    /// <summary>The file's name as the user gave it.</summary>
    public string File { get; }

    /// <summary>The line, from 1; null when no line is to blame.</summary>
    public long? Line { get; }

    /// <summary>What is to blame, as it stands there.</summary>
    public string? Value { get; }

    /// <summary>What is wrong, without the place and the advice.</summary>
    public string Detail { get; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; }

    private static string Compose(string file, long? line, string detail, string? remedy)
    {
        string place = line is null ? file : $"{file}:{line}";
        return remedy is null ? $"{place}: {detail}" : $"{place}: {detail} {remedy}";
    }
}
