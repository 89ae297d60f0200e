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

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is not of this form; the message names the part.</exception>
    public static LvsRealServer Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !Names.TryEndpoint(words[0], out string address, out int? port))
            throw new FormatException($"'{text}' does not begin with an address and a port of a real server.");
        LvsRealServer server = new() { Address = address, Port = port };
        if (words.Length > 1)
        {
            server.ForwardingMethod = LvsForwardingMethodConverter.Instance.TryParse(words[1], out LvsForwardingMethod method)
                ? method
                : throw new FormatException($"'{words[1]}' is no forwarding method.");
        }

        if (words.Length > 2)
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
