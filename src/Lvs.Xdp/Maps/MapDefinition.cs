using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Maps;

/// <summary>What a map is: its type (BPF_MAP_TYPE_*), the sizes of key and value in bytes, its entries, its flags, its name.</summary>
internal readonly record struct MapDefinition(uint Type, uint KeySize, uint ValueSize, uint MaxEntries, uint Flags, string Name)
{
    /// <summary>Asks the kernel about an open map.</summary>
    /// <exception cref="LinuxException">The descriptor is no map's.</exception>
    internal static unsafe MapDefinition Of(int fd)
    {
        if (Bpf.ObjGetInfo(fd, out Bpf.MapInfo info) < 0)
            throw new LinuxException("bpf(BPF_OBJ_GET_INFO_BY_FD)", Errno.Last);
        return new MapDefinition(info.Type, info.KeySize, info.ValueSize, info.MaxEntries, info.MapFlags, Bpf.Name(info.Name));
    }

    /// <summary>Makes a map.</summary>
    /// <exception cref="LinuxException">The kernel refused.</exception>
    internal FileDescriptor Create() =>
        FileDescriptor.Take(Bpf.MapCreate(Type, Name, KeySize, ValueSize, MaxEntries, Flags), $"bpf(BPF_MAP_CREATE, {Name})");
}
