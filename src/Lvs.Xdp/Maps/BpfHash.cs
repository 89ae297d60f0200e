using System.Diagnostics.CodeAnalysis;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Maps;

/// <summary>A BPF hash. Every access is a system call (about 0.3 µs): for what changes with the rules, not with packets.</summary>
/// <typeparam name="TKey">The key, without padding that is not written: all its bytes are compared.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
[SuppressMessage("Naming", "CA1711", Justification = "It is no collection of the base library's kind.")]
public class BpfHash<TKey, TValue> : BpfMap
    where TKey : unmanaged, IEquatable<TKey>
    where TValue : unmanaged
{
    internal BpfHash(FileDescriptor fd)
        : this(fd, Bpf.BPF_MAP_TYPE_HASH)
    {
    }

    private protected BpfHash(FileDescriptor fd, uint type)
        : base(fd) => RequireSizes<TKey, TValue>(type);

    /// <summary>Reads the value of a key; false when there is none.</summary>
    public unsafe bool TryGet(TKey key, out TValue value)
    {
        fixed (TValue* pointer = &value)
        {
            if (Bpf.MapLookup(Fd, &key, pointer) == 0)
                return true;
        }

        value = default;
        return Errno.Last == Errno.ENOENT ? false : throw Failure("lookup");
    }

    /// <summary>Writes a key's value, whether it was there or not.</summary>
    /// <exception cref="LinuxException">The map is full (E2BIG), or memory is.</exception>
    public unsafe void Set(TKey key, TValue value)
    {
        if (Bpf.MapUpdate(Fd, &key, &value, Bpf.BPF_ANY) < 0)
            throw Failure("update");
    }

    /// <summary>Writes many pairs with one system call; of a key that is there twice the last value counts.</summary>
    /// <exception cref="ArgumentException">There are not as many values as keys.</exception>
    /// <exception cref="LinuxException">The map is full (E2BIG), or memory is. The pairs before the one that failed are written,
    /// which the message counts.</exception>
    public unsafe void Set(ReadOnlySpan<TKey> keys, ReadOnlySpan<TValue> values)
    {
        if (keys.Length != values.Length)
            throw new ArgumentException($"{keys.Length} keys have {values.Length} values");
        uint count = (uint)keys.Length;
        fixed (TKey* first = keys)
        fixed (TValue* value = values)
        {
            if (count > 0 && Bpf.MapBatch(Bpf.BPF_MAP_UPDATE_BATCH, Fd, null, null, first, value, ref count) < 0)
                throw Failure($"update of {keys.Length} elements, of which {count} were written,");
        }
    }

    /// <summary>Removes a key; false when it was not there.</summary>
    public unsafe bool Remove(TKey key) =>
        Bpf.MapDelete(Fd, &key) == 0 || (Errno.Last == Errno.ENOENT ? false : throw Failure("delete"));

    /// <summary>All keys as of now; what is added or removed meanwhile may be missed.</summary>
    public unsafe List<TKey> Keys()
    {
        var keys = new List<TKey>();
        TKey key;
        TKey next;
        bool first = true;
        while (Bpf.MapGetNextKey(Fd, first ? null : &key, &next) == 0)
        {
            keys.Add(next);
            key = next;
            first = false;
        }

        return keys;
    }

    /// <summary>Makes the map hold exactly these pairs. New ones are written before old ones go, so that nothing that stays is
    /// ever missing.</summary>
    /// <exception cref="LinuxException">The map is full.</exception>
    public void Replace(IReadOnlyDictionary<TKey, TValue> content)
    {
        foreach ((TKey key, TValue value) in content)
            Set(key, value);
        foreach (TKey key in Keys())
        {
            if (!content.ContainsKey(key))
                Remove(key);
        }
    }

    private LinuxException Failure(string what) => new($"bpf: {what} in map '{Definition.Name}'", Errno.Last);
}
