using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Lvs.Client.Ipvsadm;

/// <summary>Numbers and addresses as the C library reads them.</summary>
internal static class Numbers
{
    private const string Blanks = " \t\n\v\f\r";

    /// <summary>strtol in base 10: blanks and a sign may stand before the digits, nothing behind them.</summary>
    public static bool TryDecimal(string text, out long value)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart(Blanks);
        bool negative = digits.StartsWith("-");
        if (negative || digits.StartsWith("+"))
            digits = digits[1..];
        value = 0;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long magnitude))
            return false;
        value = negative ? -magnitude : magnitude;
        return true;
    }

    /// <summary>A number within bounds.</summary>
    public static int? Within(string text, int low, int high) =>
        TryDecimal(text, out long value) && value >= low && value <= high ? (int)value : null;

    /// <summary>atoi: the digits there are at the start, 0 when there are none.</summary>
    public static int Leading(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart(Blanks);
        int end = rest.Length > 0 && rest[0] is '-' or '+' ? 1 : 0;
        while (end < rest.Length && char.IsAsciiDigit(rest[end]))
            end++;
        return TryDecimal(rest[..end].ToString(), out long value) ? (int)long.Clamp(value, int.MinValue, int.MaxValue) : 0;
    }

    /// <summary>inet_aton: one to four parts, decimal, octal or hexadecimal, the last one filling what is left; what stands behind a
    /// blank is not looked at.</summary>
    /// <param name="text">The address.</param>
    /// <param name="address">In host order.</param>
    public static bool TryIPv4(string text, out uint address)
    {
        address = 0;
        int blank = text.AsSpan().IndexOfAny(Blanks);
        ReadOnlySpan<char> rest = blank < 0 ? text : text.AsSpan(0, blank);
        for (int i = 0; i < 4; i++)
        {
            int dot = rest.IndexOf('.');
            bool last = dot < 0;
            int bits = last ? 32 - 8 * i : 8;
            if (!TryPart(last ? rest : rest[..dot], out ulong part) || part >> bits != 0)
                return false;
            address |= last ? (uint)part : (uint)part << (24 - 8 * i);
            if (last)
                return true;
            rest = rest[(dot + 1)..];
        }

        return false;
    }

    /// <summary>inet_pton for IPv6: no brackets, no zone, no prefix length.</summary>
    public static bool TryIPv6(string text, out IPAddress address)
    {
        address = IPAddress.IPv6None;
        if (!text.Contains(':'))
            return false;
        foreach (char c in text)
        {
            if (!char.IsAsciiHexDigit(c) && c is not (':' or '.'))
                return false;
        }

        return IPAddress.TryParse(text, out address!);
    }

    /// <summary>The usual text of an IPv4 address in host order.</summary>
    public static string IPv4(uint address) => new IPAddress(BinaryPrimitives.ReverseEndianness(address)).ToString();

    private static bool TryPart(ReadOnlySpan<char> text, out ulong part)
    {
        part = 0;
        if (text.Length == 0 || !char.IsAsciiDigit(text[0]))
            return false;
        if (text is ['0', 'x' or 'X', ..])
            return ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out part);
        if (text[0] != '0')
            return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out part);
        foreach (char c in text)
        {
            if (c is < '0' or > '7' || part >> 32 != 0)
                return false;
            part = part * 8 + (ulong)(c - '0');
        }

        return true;
    }
}
