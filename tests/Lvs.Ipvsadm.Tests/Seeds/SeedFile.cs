using System.Text.RegularExpressions;
using Lvs.Tests;

namespace Lvs.Ipvsadm.Tests.Seeds;

/// <summary>The user's documents, read as they stand; copies of <c>shared/seeds</c> lie in <c>tests/seeds</c>.</summary>
internal static partial class SeedFile
{
    /// <summary>The lines of a seed in which ipvsadm is called: the first word of the line, behind a prompt, or behind the word
    /// for "for example". What prose says about it is none.</summary>
    /// <param name="number">000 to 004.</param>
    public static IReadOnlyList<SeedLine> Lines(string number)
    {
        List<SeedLine> lines = [];
        string[] text = File.ReadAllLines(FileOf(number));
        for (int i = 0; i < text.Length; i++)
        {
            if (Call().Match(text[i]) is { Success: true } call)
                lines.Add(new SeedLine(i + 1, call.Groups["prompt"].Value, call.Groups["command"].Value.TrimEnd()));
        }

        return lines;
    }

    /// <summary>The listings that a seed shows, each from its first line to the last of its services and servers.</summary>
    public static IReadOnlyList<string> Listings(string number)
    {
        List<string> listings = [];
        List<string>? open = null;
        foreach (string line in File.ReadLines(FileOf(number)))
        {
            if (line.StartsWith("IP Virtual Server version", StringComparison.Ordinal))
                open = [];
            else if (open is not null && !ListingLine().IsMatch(line))
            {
                listings.Add(string.Join('\n', open));
                open = null;
            }

            open?.Add(line.TrimEnd());
        }

        if (open is not null)
            listings.Add(string.Join('\n', open));
        return listings;
    }

    private static string FileOf(string number)
    {
        string seeds = Path.Combine(Path.GetDirectoryName(Golden.Directory)!, "seeds");
        return Directory.EnumerateFiles(seeds, $"{number}_*.txt").Single();
    }

    [GeneratedRegex(@"^\s*(?<prompt>\[\w+@\w+ [^\]]*\]#\s*|~\]#\s*|如:)?(?<command>ipvsadm(?:\s+-.*|\s*))$")]
    private static partial Regex Call();

    [GeneratedRegex(@"^(?:Prot |TCP |UDP |FWM |\s+-> )")]
    private static partial Regex ListingLine();
}
