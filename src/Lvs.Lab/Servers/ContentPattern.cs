using System.Security.Cryptography;

namespace Lvs.Lab.Servers;

/// <summary>
/// What downloads consist of: bytes that look random, repeated with a period that is a prime number. Whoever loses, doubles or
/// moves any part that is not a whole number of periods changes the digest, and both sides know it without talking.
/// </summary>
internal static class ContentPattern
{
    private const int Period = 1_048_583;
    private static readonly byte[] Bytes = Make();

    /// <summary>A piece of the content.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="wanted">How many bytes would be welcome.</param>
    /// <returns>At least one byte and at most <paramref name="wanted"/>.</returns>
    public static ReadOnlyMemory<byte> Slice(long offset, long wanted)
    {
        int start = (int)(offset % Period);
        return Bytes.AsMemory(start, (int)Math.Min(Period - start, wanted));
    }

    /// <summary>The SHA-256 of the first bytes, in lower-case hexadecimal, as sha256sum prints it.</summary>
    public static string Digest(long length)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long done = 0; done < length;)
        {
            ReadOnlyMemory<byte> part = Slice(done, length - done);
            hash.AppendData(part.Span);
            done += part.Length;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes the first bytes to a stream.</summary>
    public static async Task WriteAsync(Stream stream, long length, CancellationToken cancellation)
    {
        for (long done = 0; done < length;)
        {
            ReadOnlyMemory<byte> part = Slice(done, Math.Min(64 * 1024, length - done));
            await stream.WriteAsync(part, cancellation);
            done += part.Length;
        }
    }

    private static byte[] Make()
    {
        byte[] bytes = new byte[Period];
        ulong state = 0x4c76_7350_5321;
        foreach (ref byte b in bytes.AsSpan())
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            b = (byte)(state >> 24);
        }

        return bytes;
    }
}
