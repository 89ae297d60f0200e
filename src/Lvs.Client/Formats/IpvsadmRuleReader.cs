using System.Runtime.Versioning;
using Lvs.Client.Ipvsadm;

namespace Lvs.Client.Formats;

/// <summary>Reads the lines that <c>ipvsadm -S</c> prints, with or without <c>ipvsadm</c> before them, and remembers on which
/// line each rule stands.</summary>
[SupportedOSPlatform("linux")]
internal static class IpvsadmRuleReader
{
    public static RuleFile Read(string text, string name)
    {
        SystemNames names = new();
        RuleSheet sheet = new();
        Dictionary<object, long> lines = new(ReferenceEqualityComparer.Instance);
        long number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            List<string> words = RestoreLine.Words(line);
            if (words.Count == 0 || words[0].StartsWith('#'))
                continue;
            try
            {
                if (sheet.Apply(CommandParser.Parse("ipvsadm", words, names)) is { } rule)
                    lines[rule] = number;
            }
            catch (Exception e) when (e is IpvsadmExitException or IpvsadmOptionException or LvsClientException)
            {
                throw new RuleFileException(
                    name, number, line.Trim(), $"'{line.Trim()}' cannot be taken: {e.Message.TrimEnd('.')}.",
                    "Correct the line, or leave it out; 'ipvsadm -h' tells the options.", e is LvsClientException ? null : e);
            }
        }

        LvsRules rules = sheet.ToRules();
        return new RuleFile(name, RuleFileFormat.Ipvsadm, rules, [], path => LineOf(rules, lines, path));
    }

    private static long? LineOf(LvsRules rules, Dictionary<object, long> lines, string path)
    {
        int[] places = [.. path.Split('[', ']').Where((_, i) => i % 2 == 1).Select(int.Parse)];
        if (places.Length == 0 || places[0] >= rules.Services.Count)
            return null;
        LvsVirtualService service = rules.Services[places[0]];
        LvsRealServer? server = places.Length > 1 ? service.RealServers?.ElementAtOrDefault(places[1]) : null;
        return lines.TryGetValue(server ?? (object)service, out long line) ? line : null;
    }
}
