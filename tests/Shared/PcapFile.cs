using System.Buffers.Binary;

namespace Lvs.Tests;

/// <summary>Reads Ethernet frames from a classic pcap file, in either byte order and time resolution. A frame that
/// the capture cut short comes in its full length, zeros for what is missing.</summary>
public static class PcapFile
{
    private const uint Microseconds = 0xa1b2c3d4;
    private const uint Nanoseconds = 0xa1b23c4d;
    private const uint EthernetLinks = 1;

    public static byte[][] Read(string path) => [.. ReadTimed(path).Select(static one => one.Frame)];

    /// <summary>The frames with the times they were seen at, in seconds.</summary>
    public static (double Time, byte[] Frame)[] ReadTimed(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(file);
        bool little = magic is Microseconds or Nanoseconds;
        if (!little && BinaryPrimitives.ReverseEndianness(magic) is not (Microseconds or Nanoseconds))
            throw new InvalidDataException($"{path} is no pcap file.");
        if (Word(file, 20, little) != EthernetLinks)
            throw new InvalidDataException($"{path} holds no Ethernet frames.");

        double fraction = Word(file, 0, little) == Nanoseconds ? 1e-9 : 1e-6;
        List<(double, byte[])> frames = [];
        for (int at = 24; at + 16 <= file.Length;)
        {
            int length = (int)Word(file, at + 8, little);
            byte[] frame = new byte[Word(file, at + 12, little)];
            file.Slice(at + 16, length).CopyTo(frame);
            frames.Add((Word(file, at, little) + (Word(file, at + 4, little) * fraction), frame));
            at += 16 + length;
        }

        return [.. frames];
    }

    private static uint Word(ReadOnlySpan<byte> file, int offset, bool little) => little
        ? BinaryPrimitives.ReadUInt32LittleEndian(file[offset..])
        : BinaryPrimitives.ReadUInt32BigEndian(file[offset..]);
}
