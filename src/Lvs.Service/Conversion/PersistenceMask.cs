using System.Globalization;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>The persistence mask: for IPv4 a netmask in dotted form, for IPv6 a prefix length.</summary>
internal static class PersistenceMask
{
    /// <summary>The netmask that the text says; null for the whole address.</summary>
    public static InetAddress? Parse(string? text, InetFamily family, string path)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        bool isV4 = family == InetFamily.V4;
        if (byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte prefix))
        {
            return (isV4 ? prefix <= 32 : prefix is >= 1 and <= 128)
                ? InetAddress.Netmask(prefix, family)
                : throw Bad(text, family, path);
        }

        return isV4 && InetAddress.TryParse(text, out InetAddress mask) && mask.IsV4 ? mask : throw Bad(text, family, path);
    }

    /// <summary>The text of a netmask; null for the whole address.</summary>
    public static string? Format(InetAddress? mask) =>
        mask is { IsV6: true } ? mask.Value.PrefixLength?.ToString(CultureInfo.InvariantCulture) : mask?.ToString();

    private static ProblemException Bad(string text, InetFamily family, string path) => Problem.Rule(
        RuleError.InvalidPersistence, text, $"'{text}' is no persistence mask of {(family == InetFamily.V4 ? "IPv4" : "IPv6")}.",
        family == InetFamily.V4
            ? "Give a netmask such as 255.255.255.0, or a prefix length of 0 to 32."
            : "Give a prefix length of 1 to 128.",
        path);
}
