using System.Runtime.Versioning;
using Lvs.Client.Ipvsadm;

namespace Lvs.Client.Formats;

/// <summary>Reads the lines that <c>ipvsadm -S</c> prints, with or without <c>ipvsadm</c> before them, and finds the line
/// on which a rule stands.</summary>
[SupportedOSPlatform("linux")]
internal static class IpvsadmRuleReader
{
    public static RuleFile Read(string text, string name)
    {
        LvsRules rules = Read(text, name, null);
        return new RuleFile(name, RuleFileFormat.Ipvsadm, rules, [], path => LineOf(text, name, path));
    }

    private static LvsRules Read(string text, string name, Dictionary<object, long>? lines)
    {
        SavedLines saved = new(new SystemNames());
        RuleSheet sheet = new();
        long number = 0;
        for (ReadOnlySpan<char> rest = text; !rest.IsEmpty;)
        {
            int end = rest.IndexOf('\n');
            ReadOnlySpan<char> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            number++;
            try
            {
                object? rule = saved.Read(line) is { } command ? sheet.Apply(command) : null;
                if (rule is not null && lines is not null)
                    lines[rule] = number;
            }
            catch (Exception e) when (e is IpvsadmExitException or IpvsadmOptionException or LvsClientException)
            {
                throw new RuleFileException(
                    name, number, line.Trim().ToString(), $"'{line.Trim()}' cannot be taken: {e.Message.TrimEnd('.')}.",
                    "Correct the line, or leave it out; 'ipvsadm -h' tells the options.", e is LvsClientException ? null : e);
            }
        }

        return sheet.ToRules();
    }

    // Asked for once, when the director refuses a rule: it is then read again, so that all else need not keep a book of lines.
    private static long? LineOf(string text, string name, string path)
    {
        Dictionary<object, long> lines = new(ReferenceEqualityComparer.Instance);
        LvsRules rules = Read(text, name, lines);
        int[] places = [.. path.Split('[', ']').Where((_, i) => i % 2 == 1).Select(int.Parse)];
        if (places.Length == 0 || places[0] >= rules.Services.Count)
            return null;
        LvsVirtualService service = rules.Services[places[0]];
        LvsRealServer? server = places.Length > 1 ? service.RealServers?.ElementAtOrDefault(places[1]) : null;
        return lines.TryGetValue(server ?? (object)service, out long line) ? line : null;
    }
}
