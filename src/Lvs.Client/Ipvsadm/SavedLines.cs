namespace Lvs.Client.Ipvsadm;

/// <summary>Reads the lines of a saved rule set. Most of them add a real server to the service of the line above and differ from
/// it in that server's address only: such a line is read by its difference, in a fraction of the time.</summary>
internal sealed class SavedLines(IIpvsadmNames names)
{
    private List<string> _words = [];
    private CommandParser? _parser;
    private IpvsadmCommand? _above;

    /// <summary>The command of a line; null when it is empty or a comment.</summary>
    /// <exception cref="IpvsadmExitException">ipvsadm would end with it.</exception>
    /// <exception cref="IpvsadmOptionException">popt refuses it.</exception>
    public IpvsadmCommand? Read(ReadOnlySpan<char> line)
    {
        (IpvsadmCommand? above, List<string> words) = (_above, _words);
        _words = RestoreLine.Words(line, words);
        _above = null; // and stays so when the line is refused
        if (_words.Count == 0 || _words[0].StartsWith('#'))
            return null;
        if (above is not null && OtherServer(_words, words) is { } endpoint)
            return _above = _parser!.Again(above, endpoint);
        _parser = new CommandParser("ipvsadm", _words, names);
        return _above = _parser.Parse();
    }

    // The service must be named before the server: what is named before what decides about ports.
    private static string? OtherServer(List<string> words, List<string> above)
    {
        if (words.Count != above.Count || words is not ["-a", "-t" or "-u" or "-f", _, "-r", ..])
            return null;
        for (int i = 0; i < words.Count; i++)
        {
            if (i != 4 && words[i] != above[i])
                return null;
        }

        return words[4];
    }
}
