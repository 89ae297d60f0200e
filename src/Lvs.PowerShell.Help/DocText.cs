using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LvsPS.Help;

/// <summary>Makes plain text of doc comments: a console has no markup.</summary>
internal static partial class DocText
{
    /// <summary>The paragraphs of an element, each in one line; none for null. What stands outside of <c>para</c> is a paragraph of
    /// its own.</summary>
    public static IReadOnlyList<string> Paragraphs(XElement? element)
    {
        if (element is null)
            return [];
        List<string> found = [];
        StringBuilder open = new();
        foreach (XNode node in element.Nodes())
        {
            if (node is XElement { Name.LocalName: "para" } paragraph)
            {
                Close();
                open.Append(Line(paragraph));
                Close();
            }
            else if (node is XElement { Name.LocalName: "list" } list)
            {
                Close();
                found.AddRange(list.Elements("item").Select(item => "- " + Line(item)));
            }
            else
            {
                Append(open, node);
            }
        }

        Close();
        return found;

        void Close()
        {
            string text = Collapse(open.ToString());
            if (text.Length > 0)
                found.Add(text);
            open.Clear();
        }
    }

    /// <summary>The whole text of an element in one line.</summary>
    public static string Line(XElement element)
    {
        StringBuilder text = new();
        foreach (XNode node in element.Nodes())
            Append(text, node);
        return Collapse(text.ToString());
    }

    /// <summary>The lines of a <c>code</c> element without the indent that the comment has as a whole: that of the tag.</summary>
    public static string Code(XElement element)
    {
        string before = (element.PreviousNode as XText)?.Value ?? "";
        string indent = before[(before.LastIndexOf('\n') + 1)..];
        IEnumerable<string> lines = element.Value.ReplaceLineEndings("\n").Trim('\n').TrimEnd().Split('\n')
            .Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line);
        return string.Join('\n', lines.Select(static line => line.TrimEnd()));
    }

    /// <summary>The first sentence of a text.</summary>
    public static string FirstSentence(string text)
    {
        Match end = SentenceEnd().Match(text);
        return end.Success ? text[..(end.Index + 1)] : text;
    }

    private static void Append(StringBuilder text, XNode node)
    {
        switch (node)
        {
            case XText plain:
                text.Append(plain.Value);
                break;
            case XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } reference when reference.IsEmpty:
                string name = (reference.Attribute("cref") ?? reference.Attribute("langword") ?? reference.Attribute("name")
                    ?? reference.Attribute("href"))?.Value ?? "";
                text.Append(reference.Attribute("cref") is null ? name : name[(name.LastIndexOfAny(['.', ':']) + 1)..]);
                break;
            case XElement element:
                foreach (XNode inner in element.Nodes())
                    Append(text, inner);
                break;
        }
    }

    private static string Collapse(string text) => Whitespace().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    // A point that ends a sentence: a capital letter follows behind a space. "e.g. that" goes on.
    [GeneratedRegex(@"\.(?=\s+\p{Lu})")]
    private static partial Regex SentenceEnd();
}
