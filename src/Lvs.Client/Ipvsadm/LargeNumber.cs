using System.Globalization;

namespace Lvs.Client.Ipvsadm;

/// <summary>Counters in columns of nine: from a hundred million on in thousands, millions and so on, unless exact.</summary>
internal static class LargeNumber
{
    public static string Format(long number, bool exact)
    {
        if (exact)
        {
            string digits = number.ToString(CultureInfo.InvariantCulture);
            return digits.Length <= 8 ? digits.PadLeft(9) : " " + digits;
        }

        return number switch
        {
            < 100_000_000 => Text(number, 9, ""),
            < 1_000_000_000 => Text(number / 1000, 8, "K"),
            < 100_000_000_000 => Text(number / 1_000_000, 8, "M"),
            < 100_000_000_000_000 => Text(number / 1_000_000_000, 8, "G"),
            _ => Text(number / 1_000_000_000_000, 8, "T"),
        };
    }

    private static string Text(long number, int width, string unit) =>
        number.ToString(CultureInfo.InvariantCulture).PadLeft(width) + unit;
}
