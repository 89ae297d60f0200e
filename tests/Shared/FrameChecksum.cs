namespace Lvs.Tests;

/// <summary>Checksums as the standards spell them, slow and obvious: what the real ones are held against.</summary>
public static class FrameChecksum
{
    /// <summary>RFC 1071 over big-endian words; <paramref name="initial"/> is added first.</summary>
    public static ushort Internet(ReadOnlySpan<byte> bytes, uint initial = 0)
    {
        ulong sum = initial;
        for (int i = 0; i < bytes.Length; i++)
            sum += (ulong)bytes[i] << ((i & 1) == 0 ? 8 : 0);
        while (sum >> 16 != 0)
            sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }

    /// <summary>The sum of the pseudo header, to begin with.</summary>
    public static uint Pseudo(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, byte protocol, int length)
    {
        uint sum = protocol + (uint)length;
        for (int i = 0; i < source.Length; i += 2)
            sum += (uint)((source[i] << 8) | source[i + 1]) + (uint)((destination[i] << 8) | destination[i + 1]);
        return sum;
    }

    /// <summary>CRC-32C bit by bit (RFC 9260 appendix A).</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte next in bytes)
        {
            crc ^= next;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82f63b78 : crc >> 1;
        }

        return ~crc;
    }
}
