namespace Lvs.Client.Ipvsadm;

/// <summary>
/// Takes a command line apart as popt 1.19 does: short options may be bundled (<c>-Lnc</c>), an argument may follow its letter
/// (<c>-w3</c>, <c>-w=3</c>) or come next whatever it looks like, long names are matched whole and may carry <c>=argument</c>, an
/// optional argument is the next word unless that begins with a dash, and everything behind <c>--</c> is no option.
/// </summary>
internal sealed class PoptReader(IReadOnlyList<string> arguments)
{
    public const string MissingArgument = "missing argument";
    public const string UnwantedArgument = "option does not take an argument";
    public const string UnknownOption = "unknown option";

    private Queue<string>? _leftovers;
    private string? _bundle; // the letters of a word that are still to come
    private int _next;
    private bool _onlyLeftovers;

    /// <summary>The argument of the last option; null when it has none.</summary>
    public string? Argument { get; private set; }

    /// <summary>What is wrong, in popt's words; null when nothing is.</summary>
    public string? Error { get; private set; }

    /// <summary>The word that was read last: what popt blames.</summary>
    public string LastWord => arguments[_next - 1];

    /// <summary>The next option; null at the end and on an <see cref="Error"/>.</summary>
    public PoptOption? Next()
    {
        string? inline = null;
        PoptOption? option = null;
        while (_bundle is null && option is null)
        {
            if (_next == arguments.Count)
                return null;
            string word = arguments[_next++];
            if (_onlyLeftovers || word.Length < 2 || word[0] != '-')
                (_leftovers ??= []).Enqueue(word);
            else if (word == "--")
                _onlyLeftovers = true;
            else if (word[1] != '-')
                _bundle = word[1..];
            else if ((option = FindLong(word[2..], out inline)) is null)
                return Fail(UnknownOption);
        }

        option ??= TakeLetter();
        if (option is null)
            return Fail(UnknownOption);
        return option.Argument == PoptArgument.None ? WithoutArgument(option, inline) : WithArgument(option, inline);
    }

    /// <summary>The next word that was no option; null when there are no more.</summary>
    public string? NextLeftover() => _leftovers is not null && _leftovers.TryDequeue(out string? word) ? word : null;

    private static PoptOption? FindLong(string text, out string? inline)
    {
        int equals = text.IndexOf('=');
        inline = equals < 0 ? null : text[(equals + 1)..];
        return OptionTable.Find(equals < 0 ? text : text[..equals]);
    }

    private PoptOption? TakeLetter()
    {
        char letter = _bundle![0];
        _bundle = _bundle.Length > 1 ? _bundle[1..] : null;
        return OptionTable.Find(letter);
    }

    private PoptOption? WithoutArgument(PoptOption option, string? inline)
    {
        if (inline is not null || (_bundle is not null && _bundle[0] == '='))
            return Fail(UnwantedArgument);
        Argument = null;
        return option;
    }

    private PoptOption? WithArgument(PoptOption option, string? inline)
    {
        if (inline is null && _bundle is not null)
        {
            inline = _bundle[0] == '=' ? _bundle[1..] : _bundle;
            _bundle = null;
        }

        if (inline is null && _next < arguments.Count)
        {
            if (option.Argument == PoptArgument.Required || !arguments[_next].StartsWith('-'))
                inline = arguments[_next++];
        }
        else if (inline is null && option.Argument == PoptArgument.Required)
        {
            return Fail(MissingArgument);
        }

        Argument = inline;
        return option;
    }

    private PoptOption? Fail(string error)
    {
        Error = error;
        return null;
    }
}
