using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Maps;

/// <summary>A BPF longest-prefix-match trie. Its keys begin with a 32-bit prefix length in host order; bits behind the prefix
/// must be zero, or the kernel keeps two entries for one network.</summary>
/// <typeparam name="TKey">lvs_mark4_key or lvs_mark6_key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public sealed class LpmTrie<TKey, TValue> : BpfHash<TKey, TValue>
    where TKey : unmanaged, IEquatable<TKey>
    where TValue : unmanaged
{
    internal LpmTrie(FileDescriptor fd)
        : base(fd, Bpf.BPF_MAP_TYPE_LPM_TRIE)
    {
    }
}
