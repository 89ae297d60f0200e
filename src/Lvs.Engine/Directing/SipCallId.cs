using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Lvs.Engine.Directing;

/// <summary>Finds the Call-ID of a SIP message (RFC 3261, section 20.8), by which the persistence engine <c>sip</c> keeps a call
/// at one real server (ip_vs_pe_sip.c).</summary>
internal static class SipCallId
{
    /// <summary>A longer one is of no use to the kernel, either.</summary>
    public const int LongestId = 255;

    private static readonly SearchValues<byte> _wordCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!\"%'()*+-./:<>?[\\]_`{}~"u8);

    private static ReadOnlySpan<byte> Name => "call-id"u8;

    /// <summary>Finds the Call-ID in a message.</summary>
    /// <returns>False when there is none, it is malformed or too long, or its line does not end.</returns>
    public static bool TryFind(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> id)
    {
        id = default;

        // What stands in the first line is the request or the status, no header.
        for (int line = EndOfLine(message); line < message.Length; line += EndOfLine(message[line..]))
        {
            ReadOnlySpan<byte> header = SkipLineBreak(message[line..]);
            line = message.Length - header.Length;
            int name = LengthOfName(header);
            if (name == 0)
                continue;
            header = TrimBlanks(header[name..]);
            return !header.IsEmpty && header[0] == ':' && TryReadId(TrimBlanks(header[1..]), out id);
        }

        return false;
    }

    /// <summary>The key that a Call-ID comes to in a template: half of its SHA-256, so that nobody can choose one that collides.
    /// Never zero.</summary>
    public static (ulong First, ulong Second) KeyOf(ReadOnlySpan<byte> id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id, hash);
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) | 1, BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]));
    }

    // A line may end with CR, LF or both (RFC 2543); one that begins with a blank goes on with the header before it.
    private static int EndOfLine(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? text.Length : end;
    }

    private static ReadOnlySpan<byte> SkipLineBreak(ReadOnlySpan<byte> text) =>
        text[(text.StartsWith("\r\n"u8) ? 2 : 1)..];

    private static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> text) => text.TrimStart(" \t"u8);

    /// <summary>The length of <c>Call-ID</c> or its compact form <c>i</c> at the beginning of a line, 0 for other headers.</summary>
    private static int LengthOfName(ReadOnlySpan<byte> line)
    {
        if (line.Length >= Name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..Name.Length], Name))
            return Name.Length;
        return line.Length >= 2 && (line[0] | 0x20) == 'i' && !char.IsAsciiLetter((char)line[1]) ? 1 : 0;
    }

    private static bool TryReadId(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> id)
    {
        int length = LengthOfWord(value);
        if (length > 0 && length < value.Length && value[length] == '@')
        {
            int domain = LengthOfWord(value[(length + 1)..]);
            length = domain == 0 ? 0 : length + 1 + domain;
        }

        id = value[..length];
        return length is > 0 and <= LongestId && length < value.Length && (value[length] is (byte)'\r' or (byte)'\n');
    }

    private static int LengthOfWord(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExcept(_wordCharacters);
        return end < 0 ? text.Length : end;
    }
}
