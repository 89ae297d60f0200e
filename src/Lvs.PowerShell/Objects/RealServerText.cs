using System.Globalization;
using System.Text;
using Lvs.Client.Json;

namespace LvsPS;

/// <summary>A real server in one line of text: <c>10.0.0.1:8080 Masquerade 2 upper=100 lower=50 tunnel=gue:6080:full
/// suspended=3</c>. What has its default is left out behind the weight.</summary>
internal static class RealServerText
{
    public static string Format(RealServer server)
    {
        StringBuilder text = new(server.Endpoint);
        text.Append(CultureInfo.InvariantCulture, $" {server.ForwardingMethod} {server.Weight}");
        if (server.UpperThreshold != 0)
            text.Append(CultureInfo.InvariantCulture, $" upper={server.UpperThreshold}");
        if (server.LowerThreshold != 0)
            text.Append(CultureInfo.InvariantCulture, $" lower={server.LowerThreshold}");
        if (server.TunnelType is not null)
            text.Append(CultureInfo.InvariantCulture, $" tunnel={server.TunnelType}:{server.TunnelPort}:{server.TunnelChecksum}");
        if (server.SuspendedWeight is { } suspended)
            text.Append(CultureInfo.InvariantCulture, $" suspended={suspended}");
        return text.ToString();
    }

    /// <summary>Reads any number of them, one behind the other: between them stand semicolons, as in a cell of a CSV file, or
    /// only blanks, as in JSON whose -Depth did not reach them.</summary>
    /// <exception cref="FormatException">They are not of this form; the message names the part.</exception>
    public static IEnumerable<LvsRealServer> ParseAll(string text)
    {
        if (IsLeftover(text))
        {
            throw new FormatException(
                $"'{text}' is what ConvertTo-Json leaves of real servers that lie too deep. Give it -Depth 4.");
        }

        List<string> words = [];
        foreach (string word in text.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (words.Count > 0 && Names.TryEndpoint(word, out _, out _))
            {
                yield return Parse(words);
                words.Clear();
            }

            words.Add(word);
        }

        if (words.Count > 0)
            yield return Parse(words);
    }

    // A row that came from JSON before is @{…} when it is cut off, and several of them are blanks; to take those
    // for none would lose real servers silently.
    private static bool IsLeftover(string text) =>
        text.StartsWith("@{", StringComparison.Ordinal) || (text.Length > 0 && string.IsNullOrWhiteSpace(text));

    private static LvsRealServer Parse(List<string> words)
    {
        if (!Names.TryEndpoint(words[0], out string address, out int? port))
            throw new FormatException($"'{words[0]}' is no address and port of a real server.");
        LvsRealServer server = new() { Address = address, Port = port };
        if (words.Count > 1)
        {
            server.ForwardingMethod = LvsForwardingMethodConverter.Instance.TryParse(words[1], out LvsForwardingMethod method)
                ? method
                : throw new FormatException($"'{words[1]}' is no forwarding method.");
        }

        if (words.Count > 2)
            server.Weight = (int)Number(words[2], int.MaxValue);
        foreach (string word in words.Skip(3))
            Set(server, word);
        return server;
    }

    private static void Set(LvsRealServer server, string word)
    {
        string[] pair = word.Split('=', 2);
        string value = pair.Length > 1 ? pair[1] : "";
        switch (pair[0])
        {
            case "upper":
                server.UpperThreshold = Number(value, uint.MaxValue);
                break;
            case "lower":
                server.LowerThreshold = Number(value, uint.MaxValue);
                break;
            case "suspended":
                server.SuspendedWeight = (int)Number(value, int.MaxValue);
                break;
            case "tunnel":
                string[] parts = value.Split(':');
                server.TunnelType = LvsTunnelTypeConverter.Instance.TryParse(parts[0], out LvsTunnelType type)
                    ? type
                    : throw new FormatException($"'{parts[0]}' is no tunnel type.");
                server.TunnelPort = parts.Length > 1 && parts[1].Length > 0 ? (int)Number(parts[1], 65535) : null;
                server.TunnelChecksum =
                    parts.Length > 2 && LvsTunnelChecksumConverter.Instance.TryParse(parts[2], out LvsTunnelChecksum checksum)
                        ? checksum
                        : null;
                break;
            default:
                throw new FormatException($"'{word}' means nothing for a real server.");
        }
    }

    private static long Number(string text, long maximum) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= maximum
            ? number
            : throw new FormatException($"'{text}' is no number from 0 to {maximum}.");
}
