using System.Buffers.Binary;
using System.Text;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>The sections of a 64-bit little-endian ELF file, by name.</summary>
internal static class ElfFile
{
    internal static ReadOnlySpan<byte> Section(ReadOnlySpan<byte> elf, string name)
    {
        int table = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[0x28..]);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3a..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3c..]);
        int names = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3e..]);
        ReadOnlySpan<byte> strings = Content(elf, elf[(table + (names * size))..]);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> header = elf[(table + (i * size))..];
            ReadOnlySpan<byte> text = strings[(int)BinaryPrimitives.ReadUInt32LittleEndian(header)..];
            if (Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]) == name)
                return Content(elf, header);
        }

        throw new InvalidDataException($"The file has no section {name}.");
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> elf, ReadOnlySpan<byte> header) => elf.Slice(
        (int)BinaryPrimitives.ReadUInt64LittleEndian(header[0x18..]), (int)BinaryPrimitives.ReadUInt64LittleEndian(header[0x20..]));
}
