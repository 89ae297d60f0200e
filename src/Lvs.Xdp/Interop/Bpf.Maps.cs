using System.Runtime.InteropServices;
using System.Text;

namespace Lvs.Xdp.Interop;

/// <summary>Maps: creation and elements.</summary>
internal static unsafe partial class Bpf
{
    internal const uint BPF_MAP_TYPE_HASH = 1;
    internal const uint BPF_MAP_TYPE_ARRAY = 2;
    internal const uint BPF_MAP_TYPE_LPM_TRIE = 11;
    internal const uint BPF_MAP_TYPE_XSKMAP = 17;
    internal const uint BPF_MAP_TYPE_RINGBUF = 27;

    internal const ulong BPF_ANY = 0;
    internal const ulong BPF_NOEXIST = 1;
    internal const ulong BPF_EXIST = 2;

    internal const uint BPF_F_NO_PREALLOC = 1u << 0;
    internal const uint BPF_F_MMAPABLE = 1u << 10;

    /// <summary>BPF_MAP_CREATE; the file descriptor, or -1 and errno.</summary>
    internal static int MapCreate(uint type, string name, uint keySize, uint valueSize, uint maxEntries, uint flags)
    {
        var attr = new MapCreateAttr
        {
            MapType = type,
            KeySize = keySize,
            ValueSize = valueSize,
            MaxEntries = maxEntries,
            MapFlags = flags,
        };
        CopyName(name, attr.MapName);
        return Call(BPF_MAP_CREATE, ref attr);
    }

    /// <summary>BPF_MAP_LOOKUP_ELEM; 0, or -1 and errno (ENOENT: no such key).</summary>
    internal static int MapLookup(int mapFd, void* key, void* value)
    {
        var attr = new MapElementAttr { MapFd = (uint)mapFd, Key = (ulong)key, Value = (ulong)value };
        return Call(BPF_MAP_LOOKUP_ELEM, ref attr);
    }

    /// <summary>BPF_MAP_UPDATE_ELEM; 0, or -1 and errno (E2BIG: the map is full).</summary>
    internal static int MapUpdate(int mapFd, void* key, void* value, ulong flags)
    {
        var attr = new MapElementAttr { MapFd = (uint)mapFd, Key = (ulong)key, Value = (ulong)value, Flags = flags };
        return Call(BPF_MAP_UPDATE_ELEM, ref attr);
    }

    /// <summary>BPF_MAP_DELETE_ELEM; 0, or -1 and errno (ENOENT: no such key).</summary>
    internal static int MapDelete(int mapFd, void* key)
    {
        var attr = new MapElementAttr { MapFd = (uint)mapFd, Key = (ulong)key };
        return Call(BPF_MAP_DELETE_ELEM, ref attr);
    }

    /// <summary>BPF_MAP_GET_NEXT_KEY; a null key asks for the first. 0, or -1 and errno (ENOENT: that was the last).</summary>
    internal static int MapGetNextKey(int mapFd, void* key, void* nextKey)
    {
        var attr = new MapElementAttr { MapFd = (uint)mapFd, Key = (ulong)key, Value = (ulong)nextKey };
        return Call(BPF_MAP_GET_NEXT_KEY, ref attr);
    }

    /// <summary>One of the BPF_MAP_*_BATCH commands; <paramref name="count"/> is how many, and how many were done.</summary>
    internal static int MapBatch(int cmd, int mapFd, void* inBatch, void* outBatch, void* keys, void* values, ref uint count)
    {
        var attr = new MapBatchAttr
        {
            InBatch = (ulong)inBatch,
            OutBatch = (ulong)outBatch,
            Keys = (ulong)keys,
            Values = (ulong)values,
            Count = count,
            MapFd = (uint)mapFd,
        };
        int result = Call(cmd, ref attr);
        count = attr.Count;
        return result;
    }

    private static void CopyName(string name, byte* destination)
    {
        // The kernel takes 15 bytes and a zero; libbpf cuts longer names the same way.
        Encoding.ASCII.GetBytes(name.AsSpan(0, Math.Min(name.Length, BPF_OBJ_NAME_LEN - 1)), new Span<byte>(destination, 15));
    }

    /// <summary>union bpf_attr for BPF_MAP_CREATE, up to Linux 5.16's fields.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct MapCreateAttr
    {
        internal uint MapType;
        internal uint KeySize;
        internal uint ValueSize;
        internal uint MaxEntries;
        internal uint MapFlags;
        internal uint InnerMapFd;
        internal uint NumaNode;
        internal fixed byte MapName[BPF_OBJ_NAME_LEN];
        internal uint MapIfindex;
        internal uint BtfFd;
        internal uint BtfKeyTypeId;
        internal uint BtfValueTypeId;
        internal uint BtfVmlinuxValueTypeId;
        internal ulong MapExtra;
    }

    /// <summary>union bpf_attr for BPF_MAP_*_ELEM and BPF_MAP_GET_NEXT_KEY.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct MapElementAttr
    {
        internal uint MapFd;
        private readonly uint _padding;
        internal ulong Key;
        internal ulong Value;
        internal ulong Flags;
    }

    /// <summary>union bpf_attr for BPF_MAP_*_BATCH.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct MapBatchAttr
    {
        internal ulong InBatch;
        internal ulong OutBatch;
        internal ulong Keys;
        internal ulong Values;
        internal uint Count;
        internal uint MapFd;
        internal ulong ElemFlags;
        internal ulong Flags;
    }
}
