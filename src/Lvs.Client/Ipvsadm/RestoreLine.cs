namespace Lvs.Client.Ipvsadm;

/// <summary>A line of a saved rule set.</summary>
internal static class RestoreLine
{
    private const string Blanks = " \t\r";

    /// <summary>Its words; the program's own name is none, so that lines out of scripts can be read.</summary>
    /// <param name="line">The line.</param>
    /// <param name="above">The words of the line above it: those that stand there again in the same place are not made anew. The
    /// lines of a service's real servers differ in one word.</param>
    public static List<string> Words(ReadOnlySpan<char> line, List<string>? above = null)
    {
        List<string> words = new(above?.Count ?? 0);
        while (true)
        {
            line = line.TrimStart(Blanks);
            if (line.IsEmpty)
                return words;
            int end = line.IndexOfAny(Blanks);
            ReadOnlySpan<char> word = end < 0 ? line : line[..end];
            line = line[word.Length..];
            if (word.SequenceEqual("ipvsadm"))
                continue;
            string? same = words.Count < above?.Count ? above[words.Count] : null;
            words.Add(same is not null && word.SequenceEqual(same) ? same : word.ToString());
        }
    }
}
