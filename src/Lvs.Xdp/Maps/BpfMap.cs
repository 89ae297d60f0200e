using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Maps;

/// <summary>A BPF map that this process holds open. The map lives on after disposal while a pin or a program holds it.</summary>
public abstract class BpfMap : IDisposable
{
    private readonly FileDescriptor _fd;

    /// <summary>Takes over a descriptor and asks the kernel what it is.</summary>
    private protected BpfMap(FileDescriptor fd)
    {
        _fd = fd;
        Definition = MapDefinition.Of(fd.Value);
    }

    /// <summary>Type, sizes and name as the kernel has them.</summary>
    internal MapDefinition Definition { get; }

    /// <summary>The most elements it can hold.</summary>
    public uint MaxEntries => Definition.MaxEntries;

    /// <summary>The descriptor, for system calls.</summary>
    internal int Fd => _fd.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets the map go.</summary>
    /// <param name="disposing">Always true: there are no finalizers.</param>
    protected virtual void Dispose(bool disposing) => _fd.Dispose();

    /// <summary>Fails unless keys and values have the sizes that the C# types have.</summary>
    private protected unsafe void RequireSizes<TKey, TValue>(uint type)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        if (Definition.Type != type || Definition.KeySize != sizeof(TKey) || Definition.ValueSize != sizeof(TValue))
        {
            throw new ArgumentException(
                $"map '{Definition.Name}' is of type {Definition.Type} with keys of {Definition.KeySize} and values of "
                + $"{Definition.ValueSize} bytes; type {type} with {sizeof(TKey)} and {sizeof(TValue)} bytes was expected");
        }
    }
}
