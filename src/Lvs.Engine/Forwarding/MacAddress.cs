using System.Globalization;

namespace Lvs.Engine.Forwarding;

/// <summary>A 48-bit Ethernet address as a value; the first byte on the wire is the most significant.</summary>
/// <param name="Value">The low 48 bits count.</param>
public readonly record struct MacAddress(ulong Value)
{
    /// <summary>All zero: none.</summary>
    public static MacAddress None => default;

    /// <summary>Reads six bytes in wire order.</summary>
    public static MacAddress Read(ReadOnlySpan<byte> bytes) => new(
        ((ulong)bytes[0] << 40) | ((ulong)bytes[1] << 32) | ((ulong)bytes[2] << 24) | ((ulong)bytes[3] << 16)
        | ((ulong)bytes[4] << 8) | bytes[5]);

    /// <summary>Writes six bytes in wire order.</summary>
    public void Write(Span<byte> destination)
    {
        for (int i = 0; i < 6; i++)
            destination[i] = (byte)(Value >> (40 - (8 * i)));
    }

    /// <summary>Parses <c>02:00:00:00:00:01</c>.</summary>
    /// <exception cref="FormatException">Not six hexadecimal bytes with colons between.</exception>
    public static MacAddress Parse(string text)
    {
        string[] parts = text.Split(':');
        ulong value = 0;
        if (parts.Length != 6)
            throw new FormatException($"'{text}' is not a MAC address.");
        foreach (string part in parts)
        {
            if (!byte.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte b))
                throw new FormatException($"'{text}' is not a MAC address.");
            value = (value << 8) | b;
        }

        return new MacAddress(value);
    }

    /// <summary>Lower-case hexadecimal with colons.</summary>
    public override string ToString() => string.Create(17, Value, static (span, value) =>
    {
        for (int i = 0; i < 6; i++)
        {
            ((byte)(value >> (40 - (8 * i)))).TryFormat(span[(3 * i)..], out _, "x2", CultureInfo.InvariantCulture);
            if (i < 5)
                span[(3 * i) + 2] = ':';
        }
    });
}
