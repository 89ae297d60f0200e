namespace Lvs.Client.Formats.Keepalived;

/// <summary>
/// The form of a keepalived.conf, whatever it is about: words, one statement a line, blocks in braces; <c>!</c> and <c>#</c>
/// begin a comment, quotes keep blanks (keepalived.conf(5)).
/// </summary>
internal static class KeepalivedSyntax
{
    public static List<KeepalivedStatement> Parse(string text, string name)
    {
        List<KeepalivedStatement> top = [];
        Stack<(List<KeepalivedStatement> Outer, KeepalivedStatement Opened)> open = new();
        List<KeepalivedStatement> current = top;
        long line = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            line++;
            List<string> words = Split(raw, line, name);
            int from = 0;
            for (int i = 0; i <= words.Count; i++)
            {
                string? word = i < words.Count ? words[i] : null;
                if (word is not (null or "{" or "}"))
                    continue;
                string[] statement = [.. words[from..i]];
                from = i + 1;
                if (word == "{")
                {
                    KeepalivedStatement opened = Open(current, statement, line, name);
                    if (statement.Length > 0)
                        current.Add(opened);
                    open.Push((current, opened));
                    current = opened.Block!;
                    continue;
                }

                if (statement.Length > 0)
                    current.Add(new KeepalivedStatement(line, statement, null));
                if (word == "}")
                    current = open.TryPop(out (List<KeepalivedStatement> Outer, KeepalivedStatement) block) ? block.Outer
                        : throw Refuse(name, line, "}", "This brace closes no block.", "Remove it, or open the block.");
            }
        }

        return open.Count == 0 ? top : throw Refuse(
            name, open.Peek().Opened.Line, open.Peek().Opened.Text, $"The block '{open.Peek().Opened.Text}' is never closed.",
            "Close it with a brace on a line of its own.");
    }

    // A brace on a line of its own opens the block of the statement before it.
    private static KeepalivedStatement Open(List<KeepalivedStatement> current, string[] words, long line, string name)
    {
        if (words.Length > 0)
            return new KeepalivedStatement(line, words, []);
        if (current is not [.., { Block: null } last])
            throw Refuse(name, line, "{", "This brace opens a block without a name.", "Write the name before it.");
        KeepalivedStatement opened = last with { Block = [] };
        current[^1] = opened;
        return opened;
    }

    private static List<string> Split(ReadOnlySpan<char> text, long line, string name)
    {
        List<string> words = [];
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '!' or '#')
            {
                break;
            }
            else if (c is '"' or '\'')
            {
                int length = text[(i + 1)..].IndexOf(c);
                if (length < 0)
                {
                    throw Refuse(
                        name, line, text[i..].ToString(), $"The quotation {text[i..]} is never closed.", $"Close it with {c}.");
                }

                words.Add(text.Slice(i + 1, length).ToString());
                i += length + 2;
            }
            else
            {
                int end = i + 1;
                while (c is not ('{' or '}') && end < text.Length && !char.IsWhiteSpace(text[end])
                    && text[end] is not ('{' or '}'))
                    end++;
                words.Add(text[i..end].ToString());
                i = end;
            }
        }

        return words;
    }

    private static RuleFileException Refuse(string name, long line, string value, string detail, string remedy) =>
        new(name, line, value, detail, remedy);
}
