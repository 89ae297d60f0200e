using System.Globalization;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>The persistence mask: for IPv4 a netmask in dotted form, for IPv6 a prefix length.</summary>
internal static class PersistenceMask
{
    /// <summary>The settings' two forms of what the text says: a prefix length, or a netmask that is no prefix.</summary>
    public static (byte Prefix, uint Netmask) Parse(string? text, InetFamily family, string path)
    {
        if (string.IsNullOrEmpty(text))
            return (0, 0);
        int bits = family == InetFamily.V4 ? 32 : 128;
        if (byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte prefix))
        {
            return prefix >= 1 && prefix <= bits
                ? (prefix, 0u)
                : throw Bad(text, family, path);
        }

        if (family != InetFamily.V4 || !InetAddress.TryParse(text, out InetAddress mask) || !mask.IsV4 || mask.IsUnspecified)
            throw Bad(text, family, path);
        return (0, mask.Word(0));
    }

    /// <summary>The text of the settings; null for the whole address.</summary>
    public static string? Format(ServiceSettings settings, InetFamily family)
    {
        if (settings.PersistenceNetmask != 0)
            return InetAddress.FromV4(settings.PersistenceNetmask).ToString();
        int prefix = settings.PersistencePrefixLength;
        if (prefix == 0)
            return null;
        return family == InetFamily.V4
            ? InetAddress.FromV4(prefix == 32 ? uint.MaxValue : ~(uint.MaxValue >> prefix)).ToString()
            : prefix.ToString(CultureInfo.InvariantCulture);
    }

    private static ProblemException Bad(string text, InetFamily family, string path) => Problem.Rule(
        RuleError.InvalidPersistence, text, $"'{text}' is no persistence mask of {(family == InetFamily.V4 ? "IPv4" : "IPv6")}.",
        family == InetFamily.V4
            ? "Give a netmask such as 255.255.255.0, or a prefix length of 1 to 32."
            : "Give a prefix length of 1 to 128.",
        path);
}
