namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>One structure of a BPF object: its size and fields, in bytes and in order.</summary>
internal sealed record BtfStruct(string Name, int Size, IReadOnlyList<BtfField> Fields)
{
    internal BtfField this[string field] => Fields.FirstOrDefault(found => found.Name == field)
        ?? throw new KeyNotFoundException($"struct {Name} has no field {field}");
}
