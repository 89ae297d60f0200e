namespace Lvs.Client.Formats.Keepalived;

/// <summary>One line of a keepalived.conf, with the lines of the block it opens.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Words">Its words, without the brace; at least one.</param>
/// <param name="Block">What stands between its braces; null when it opens none.</param>
internal sealed record KeepalivedStatement(long Line, string[] Words, List<KeepalivedStatement>? Block)
{
    /// <summary>The first word, which says what it is.</summary>
    public string Keyword => Words[0];

    /// <summary>The line's text, for messages.</summary>
    public string Text => string.Join(' ', Words);
}
