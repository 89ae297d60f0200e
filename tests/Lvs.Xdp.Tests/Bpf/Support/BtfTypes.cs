using System.Buffers.Binary;
using System.Text;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>
/// The structures in an object's BTF (kernel: Documentation/bpf/btf.rst), which is what the verifier and the map layouts go
/// by: tests name fields and never count bytes, and the C# mirrors are held against it.
/// </summary>
internal sealed class BtfTypes
{
    private const int KindInt = 1;
    private const int KindPointer = 2;
    private const int KindArray = 3;
    private const int KindStruct = 4;
    private const int KindUnion = 5;
    private const int KindEnum = 6;

    private readonly byte[] _types;
    private readonly byte[] _strings;
    private readonly List<int> _offsets = [0];
    private readonly Dictionary<string, BtfStruct> _structs = new(StringComparer.Ordinal);

    internal BtfTypes(ReadOnlySpan<byte> elf)
    {
        ReadOnlySpan<byte> btf = ElfFile.Section(elf, ".BTF");
        int header = (int)BinaryPrimitives.ReadUInt32LittleEndian(btf[4..]);
        _types = Part(btf, header, 8);
        _strings = Part(btf, header, 16);
        for (int at = 0; at < _types.Length; at += 12 + Trailing(at))
            _offsets.Add(at);
        for (int id = 1; id < _offsets.Count; id++)
        {
            if (Kind(_offsets[id]) == KindStruct && Name(_offsets[id]) is { Length: > 0 } name)
                _structs[name] = ReadStruct(name, _offsets[id]);
        }
    }

    internal IReadOnlyCollection<string> Names => _structs.Keys;

    internal BtfStruct this[string name] => _structs.TryGetValue(name, out BtfStruct? found)
        ? found
        : throw new KeyNotFoundException($"struct {name} is not in the object's BTF");

    private static byte[] Part(ReadOnlySpan<byte> btf, int header, int field) => btf.Slice(
        header + (int)BinaryPrimitives.ReadUInt32LittleEndian(btf[field..]),
        (int)BinaryPrimitives.ReadUInt32LittleEndian(btf[(field + 4)..])).ToArray();

    private uint Word(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_types.AsSpan(at));

    private int Kind(int at) => (int)(Word(at + 4) >> 24) & 0x1f;

    private int Count(int at) => (int)Word(at + 4) & 0xffff;

    private string Name(int at) => Text(Word(at));

    private string Text(uint offset)
    {
        ReadOnlySpan<byte> text = _strings.AsSpan((int)offset);
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]);
    }

    private int Trailing(int at) => Kind(at) switch
    {
        KindInt => 4,
        KindArray => 12,
        KindStruct or KindUnion => 12 * Count(at),
        KindEnum => 8 * Count(at),
        13 => 8 * Count(at), // function prototype
        14 => 4, // variable
        15 => 12 * Count(at), // data section
        17 => 4, // declaration tag
        19 => 12 * Count(at), // 64-bit enum
        _ => 0,
    };

    private BtfStruct ReadStruct(string name, int at)
    {
        var fields = new List<BtfField>();
        for (int i = 0; i < Count(at); i++)
        {
            int member = at + 12 + (12 * i);
            fields.Add(new BtfField(Name(member), (int)(Word(member + 8) & 0xffffff) / 8, SizeOf((int)Word(member + 4))));
        }

        return new BtfStruct(name, (int)Word(at + 8), fields);
    }

    private int SizeOf(int id)
    {
        int at = _offsets[id];
        return Kind(at) switch
        {
            KindInt or KindStruct or KindUnion or KindEnum => (int)Word(at + 8),
            KindPointer => 8,
            KindArray => SizeOf((int)Word(at + 12)) * (int)Word(at + 20),
            _ => SizeOf((int)Word(at + 8)), // a typedef or qualifier
        };
    }
}
