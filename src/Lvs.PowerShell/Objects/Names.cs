using System.Globalization;
using System.IO.Enumeration;
using Lvs.Client.Json;

namespace LvsPS;

/// <summary>Names and identities as the cmdlets spell them.</summary>
internal static class Names
{
    public static string Of(LvsProtocol protocol) => LvsProtocolConverter.Instance.NameOf(protocol);

    public static string Of(LvsAddressFamily family) => LvsAddressFamilyConverter.Instance.NameOf(family);

    public static string Of(LvsTunnelType type) => LvsTunnelTypeConverter.Instance.NameOf(type);

    public static string Of(LvsTunnelChecksum checksum) => LvsTunnelChecksumConverter.Instance.NameOf(checksum);

    /// <summary>True for text with * or ?. Brackets are no wildcards here: they belong to IPv6 addresses.</summary>
    public static bool HasWildcard(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>True when the name fits the text or pattern, in any case.</summary>
    public static bool Match(string pattern, string? name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);

    /// <summary>True when there are no patterns, or one of them fits.</summary>
    public static bool MatchAny(IReadOnlyCollection<string>? patterns, string? name) =>
        patterns is null or { Count: 0 } || patterns.Any(pattern => Match(pattern, name));

    /// <summary>Takes <c>10.0.0.1:80</c>, <c>[2001:db8::1]:80</c> or an address alone apart.</summary>
    public static bool TryEndpoint(string text, out string address, out int? port)
    {
        (address, port) = (text, null);
        int colon = text.LastIndexOf(':');
        bool hasPort = colon > 0 && (text[colon - 1] == ']' || text.IndexOf(':') == colon);
        if (hasPort)
        {
            if (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
                return false;
            (address, port) = (text[..colon], number);
        }

        if (address is ['[', .., ']'])
            address = address[1..^1];
        return LvsNames.IsAddress(address);
    }

    /// <summary>The port in a service's identity; null for a firewall-mark service.</summary>
    public static int? PortOf(string service) => int.TryParse(
        service.AsSpan(service.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
        && service.Contains(':') ? port : null;
}
