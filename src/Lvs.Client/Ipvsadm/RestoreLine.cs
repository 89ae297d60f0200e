namespace Lvs.Client.Ipvsadm;

/// <summary>A line of a saved rule set.</summary>
internal static class RestoreLine
{
    private static readonly char[] Blanks = [' ', '\t', '\r'];

    /// <summary>Its words; the program's own name is none, so that lines out of scripts can be read.</summary>
    public static List<string> Words(string line)
    {
        string[] all = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        List<string> words = new(all.Length);
        foreach (string word in all)
        {
            if (word != "ipvsadm")
                words.Add(word);
        }

        return words;
    }
}
