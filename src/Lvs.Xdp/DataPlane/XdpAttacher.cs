using Lvs.Xdp.Interop;

namespace Lvs.Xdp;

/// <summary>Finds the way a program goes onto an interface, and explains why it does not.</summary>
internal static unsafe class XdpAttacher
{
    // What a 4096-byte page holds beside XDP's headroom and the skb's tail: above it drivers want the fragments variant.
    private const int LargestSingleBuffer = 3498;

    /// <summary>Tries native, then generic; the plain program first unless the MTU asks for the other.</summary>
    /// <exception cref="DataPlaneException">The interface is not there, is busy, or takes no XDP; or no privileges.</exception>
    internal static XdpLink Attach(XdpProgram program, string name)
    {
        uint index = NetworkInterfaces.Index(name);
        bool large = NetworkInterfaces.Mtu(name) > LargestSingleBuffer;
        ReadOnlySpan<(XdpMode Mode, bool Fragments)> ways = large
            ? [(XdpMode.Native, true), (XdpMode.Generic, false)]
            : [(XdpMode.Native, false), (XdpMode.Native, true), (XdpMode.Generic, false)];
        int errno = 0;
        foreach ((XdpMode mode, bool fragments) in ways)
        {
            XdpLink? link = XdpLink.TryCreate(program.Variant(fragments), name, index, mode, fragments);
            if (link != null)
                return link;
            errno = Errno.Last;
            if (errno is Errno.EBUSY or Errno.EEXIST or Errno.EPERM or Errno.ENODEV)
                break;
        }

        throw Explain(name, index, errno);
    }

    private static Exception Explain(string name, uint index, int errno)
    {
        var error = new LinuxException($"bpf(BPF_LINK_CREATE, {name})", errno);
        return errno switch
        {
            Errno.EBUSY or Errno.EEXIST => Busy(name, index, error),
            Errno.EPERM => Privileges.Explain(error),
            Errno.ENODEV => NetworkInterfaces.NotFound(name, error),
            _ => new DataPlaneException(
                DataPlaneError.XdpUnsupported,
                name,
                $"Interface '{name}' takes no XDP program, neither in its driver nor in the network core: {Errno.Text(errno)}.",
                "Use another interface, or a kernel of 6.1 or newer with XDP; see the kernel's log (dmesg) for the driver's reason.",
                error),
        };
    }

    private static DataPlaneException Busy(string name, uint index, LinuxException error)
    {
        uint id = 0;
        _ = LibBpf.XdpQueryId((int)index, 0, &id);
        string other = id == 0 ? "Another XDP program" : $"XDP program {id}{NameOf(id)}";
        return new DataPlaneException(
            DataPlaneError.InterfaceBusy,
            name,
            $"{other} is already on interface '{name}'.",
            $"Take it off (ip link set dev {name} xdp off; for a pinned link remove its pin; for another lvsd 'lvsd --detach'), "
            + "or leave the interface out.",
            error);
    }

    private static string NameOf(uint id)
    {
        int fd = Bpf.ProgGetFdById(id);
        if (fd < 0)
            return string.Empty;
        using var program = FileDescriptor.Take(fd, "bpf(BPF_PROG_GET_FD_BY_ID)");
        return Bpf.ObjGetInfo(program.Value, out Bpf.ProgInfo info) < 0 || Bpf.Name(info.Name).Length == 0
            ? string.Empty
            : $" '{Bpf.Name(info.Name)}'";
    }
}
