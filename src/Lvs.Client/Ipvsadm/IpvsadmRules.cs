using System.Runtime.Versioning;

namespace Lvs.Client.Ipvsadm;

/// <summary>Rule sets as ipvsadm's lines, for importing and exporting without a director.</summary>
[SupportedOSPlatform("linux")]
public static class IpvsadmRules
{
    /// <summary>Writes rules as <c>ipvsadm -S</c> does, thresholds included. What ipvsadm's lines have no words for is not in
    /// them: firewall-mark rules and timeouts of single services.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="output">Where to.</param>
    /// <param name="numeric">False for names of hosts and services.</param>
    public static void Write(LvsRules rules, TextWriter output, bool numeric = true)
    {
        ArgumentNullException.ThrowIfNull(rules);
        IpvsadmFormat format = IpvsadmFormat.Rule | (numeric ? IpvsadmFormat.Numeric : IpvsadmFormat.None);
        new IpvsadmPrinter(output, format, new SystemNames()).Print(rules.Services);
    }

    /// <summary>Reads lines as <c>ipvsadm -R</c> does: -A, -E, -D, -a, -e, -d and -C, with or without <c>ipvsadm</c> before
    /// them. Blank lines and those that begin with # are passed over.</summary>
    /// <param name="input">The lines.</param>
    /// <returns>The rules that they make of an empty table.</returns>
    /// <exception cref="LvsClientException">A line is not understood, or contradicts those before it; the message names
    /// it.</exception>
    public static LvsRules Read(TextReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        SavedLines saved = new(new SystemNames());
        RuleSheet sheet = new();
        int number = 0;
        while (input.ReadLine() is { } line)
        {
            number++;
            try
            {
                if (saved.Read(line) is { } command)
                    sheet.Apply(command);
            }
            catch (Exception e) when (e is IpvsadmExitException or IpvsadmOptionException or LvsClientException)
            {
                throw new LvsClientException(
                    "invalid-rule-line", line, $"Line {number} ('{line.Trim()}') cannot be taken: {e.Message}.",
                    "Correct the line, or leave it out; 'ipvsadm -h' tells the options.", e);
            }
        }

        return sheet.ToRules();
    }
}
