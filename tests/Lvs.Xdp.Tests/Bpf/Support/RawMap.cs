using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>A mapped array as bytes, for tests that go by the BTF.</summary>
internal sealed unsafe class RawMap : IDisposable
{
    private readonly byte* _first;
    private readonly int _stride;
    private readonly int _length;
    private readonly uint _entries;

    internal RawMap(BpfObject loaded, string name)
    {
        (_, _, uint size, uint entries) = loaded.MapDefinition(name);
        _stride = (int)((size + 7) & ~7u);
        _entries = entries;
        int page = Environment.SystemPageSize;
        _length = (int)(((_stride * entries) + page - 1) / page * page);
        void* memory = Libc.Mmap(null, (nuint)_length, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_SHARED, loaded.MapFd(name), 0);
        if (memory == Libc.MAP_FAILED)
            throw new LinuxException($"mmap of {name}", Errno.Last);
        _first = (byte*)memory;
    }

    internal void* First => _first;

    /// <summary>As bpf_map_lookup_elem finds it.</summary>
    internal void* Find(uint element) => element < _entries ? _first + (element * _stride) : null;

    internal Span<byte> Content => new(_first, _length);

    internal Span<byte> this[int element] => Content.Slice(element * _stride, _stride);

    public void Dispose() => Libc.Munmap(_first, (nuint)_length);
}
