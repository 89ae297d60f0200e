using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs.Machine;

/// <summary>
/// The instructions of a program as the compiler made them, its functions behind it and its relocations resolved: a map is named by its
/// place in <see cref="Maps"/>, a call by where it goes.
/// </summary>
internal sealed class BpfCode
{
    /// <summary>Opcode of a 64-bit immediate, which takes two slots.</summary>
    internal const byte LoadImmediate = 0x18;

    /// <summary>Source register of a <see cref="LoadImmediate"/> that names a map, and of a call within the program.</summary>
    internal const int Pseudo = 1;

    private const byte Call = 0x85;
    private const int SymbolSize = 24;
    private const int RelocationSize = 16;
    private readonly byte[] _symbols;
    private readonly byte[] _strings;
    private readonly List<string> _maps = [];

    /// <param name="elf">The object.</param>
    /// <param name="section">The program's section; its first function is the program.</param>
    internal BpfCode(ReadOnlySpan<byte> elf, string section)
    {
        _symbols = ElfFile.Section(elf, ".symtab").ToArray();
        _strings = ElfFile.Section(elf, ".strtab").ToArray();
        ReadOnlySpan<byte> main = ElfFile.Section(elf, section), functions = ElfFile.Section(elf, ".text");
        Instructions = MemoryMarshal.Cast<byte, BpfInstruction>([.. main, .. functions]).ToArray();
        int text = main.Length / 8;
        Relocate(ElfFile.Section(elf, ".rel" + section), 0, text);
        Relocate(ElfFile.Section(elf, ".rel.text"), text, text);
    }

    internal BpfInstruction[] Instructions { get; }

    /// <summary>The maps' names.</summary>
    internal IReadOnlyList<string> Maps => _maps;

    // A call's immediate is the distance to a function's symbol, or, to that of its section, where in the section it is less one.
    private void Relocate(ReadOnlySpan<byte> relocations, int start, int text)
    {
        for (; !relocations.IsEmpty; relocations = relocations[RelocationSize..])
        {
            int at = start + ((int)BinaryPrimitives.ReadUInt64LittleEndian(relocations) / 8);
            ReadOnlySpan<byte> symbol = _symbols.AsSpan((int)BinaryPrimitives.ReadUInt32LittleEndian(relocations[12..]) * SymbolSize);
            int value = (int)BinaryPrimitives.ReadUInt64LittleEndian(symbol[8..]) / 8;
            BpfInstruction instruction = Instructions[at];
            Instructions[at] = instruction.Code switch
            {
                LoadImmediate => new(LoadImmediate, instruction.Destination, Pseudo, 0, MapOf(Name(symbol))),
                Call => new(Call, 0, Pseudo, 0, text + value + (instruction.Immediate + 1) - (at + 1)),
                _ => throw new InvalidDataException($"a relocation of instruction 0x{instruction.Code:x2}"),
            };
        }
    }

    private int MapOf(string name)
    {
        int known = _maps.IndexOf(name);
        if (known >= 0)
            return known;
        _maps.Add(name);
        return _maps.Count - 1;
    }

    private string Name(ReadOnlySpan<byte> symbol)
    {
        ReadOnlySpan<byte> text = _strings.AsSpan((int)BinaryPrimitives.ReadUInt32LittleEndian(symbol));
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]);
    }
}
