using System.Numerics;
using System.Runtime.CompilerServices;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Maps;

/// <summary>
/// A BPF array in this process's memory (BPF_F_MMAPABLE): the XDP program and C# read and write the same bytes, without
/// system calls. Whoever shares a field with the program uses Volatile and Interlocked on it.
/// </summary>
/// <typeparam name="T">The value, laid out as in lvs_abi.h; its size must be the map's value size and a multiple of 8.</typeparam>
public sealed unsafe class MappedArray<T> : BpfMap
    where T : unmanaged
{
    private readonly nuint _length;
    private T* _first;

    internal MappedArray(FileDescriptor fd)
        : base(fd)
    {
        RequireSizes<uint, T>(Bpf.BPF_MAP_TYPE_ARRAY);
        if (sizeof(T) % 8 != 0)
            throw new ArgumentException($"the kernel aligns array elements to 8 bytes; {typeof(T).Name} has {sizeof(T)}");
        nuint page = (nuint)Environment.SystemPageSize;
        _length = (((nuint)MaxEntries * (nuint)sizeof(T)) + page - 1) & ~(page - 1);
        void* memory = Libc.Mmap(null, _length, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_SHARED, fd.Value, 0);
        if (memory == Libc.MAP_FAILED)
            throw new LinuxException($"mmap of map '{Definition.Name}', {_length} bytes", Errno.Last);
        _first = (T*)memory;
    }

    /// <summary>The number of elements.</summary>
    public int Length => (int)MaxEntries;

    /// <summary>The first element; valid until disposal.</summary>
    public T* Pointer => _first;

    /// <summary>All elements; valid until disposal.</summary>
    public Span<T> Span => new(_first, Length);

    /// <summary>One element, in place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= MaxEntries)
                ThrowOutOfRange(index);
            return ref _first[index];
        }
    }

    /// <summary>The sum over a field that is kept by CPU: elements <paramref name="index"/>, index + stride, ….</summary>
    /// <param name="index">The element of CPU 0.</param>
    /// <param name="stride">The distance to the next CPU's.</param>
    /// <param name="cpus">How many.</param>
    /// <param name="field">Takes the number out of an element.</param>
    /// <typeparam name="TNumber">The field's type.</typeparam>
    public TNumber Sum<TNumber>(int index, int stride, int cpus, Func<T, TNumber> field)
        where TNumber : struct, INumberBase<TNumber>
    {
        TNumber sum = TNumber.Zero;
        for (int cpu = 0; cpu < cpus; cpu++)
            sum += field(this[index + (cpu * stride)]);
        return sum;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_first != null)
            Libc.Munmap(_first, _length);
        _first = null;
        base.Dispose(disposing);
    }

    private void ThrowOutOfRange(int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"map '{Definition.Name}' has {MaxEntries} elements");
}
