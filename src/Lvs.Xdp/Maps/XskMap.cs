using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Maps;

/// <summary>The AF_XDP sockets that the XDP program redirects to. The kernel clears an entry when its socket is closed.</summary>
public sealed unsafe class XskMap : BpfMap
{
    internal XskMap(FileDescriptor fd)
        : base(fd) => RequireSizes<uint, uint>(Bpf.BPF_MAP_TYPE_XSKMAP);

    /// <summary>Puts a socket at a key.</summary>
    /// <exception cref="LinuxException">The descriptor is no AF_XDP socket, or the key is out of range.</exception>
    internal void Set(uint key, int socket)
    {
        if (Bpf.MapUpdate(Fd, &key, &socket, Bpf.BPF_ANY) < 0)
            throw new LinuxException($"bpf: socket into '{Definition.Name}'[{key}]", Errno.Last);
    }

    /// <summary>Takes a socket out; false when there was none.</summary>
    internal bool Remove(uint key) => Bpf.MapDelete(Fd, &key) == 0;
}
