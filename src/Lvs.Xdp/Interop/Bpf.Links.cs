using System.Runtime.InteropServices;

namespace Lvs.Xdp.Interop;

/// <summary>Links: a program on an interface, for as long as the link is open or pinned.</summary>
internal static unsafe partial class Bpf
{
    internal const uint XDP_FLAGS_SKB_MODE = 1u << 1;
    internal const uint XDP_FLAGS_DRV_MODE = 1u << 2;

    /// <summary>BPF_LINK_CREATE of an XDP program on an interface; the file descriptor, or -1 and errno.</summary>
    internal static int LinkCreateXdp(int progFd, uint ifindex, uint flags)
    {
        var attr = new LinkCreateAttr { ProgFd = (uint)progFd, TargetIfindex = ifindex, AttachType = BPF_XDP, Flags = flags };
        return Call(BPF_LINK_CREATE, ref attr);
    }

    /// <summary>BPF_LINK_UPDATE: another program in the place, with no packet in between; 0, or -1 and errno.</summary>
    internal static int LinkUpdate(int linkFd, int newProgFd)
    {
        var attr = new LinkUpdateAttr { LinkFd = (uint)linkFd, NewProgFd = (uint)newProgFd };
        return Call(BPF_LINK_UPDATE, ref attr);
    }

    /// <summary>BPF_LINK_DETACH: takes the program off now, whoever else holds the link; 0, or -1 and errno.</summary>
    internal static int LinkDetach(int linkFd)
    {
        var attr = new LinkDetachAttr { LinkFd = (uint)linkFd };
        return Call(BPF_LINK_DETACH, ref attr);
    }

    /// <summary>union bpf_attr for BPF_LINK_CREATE, without what other link types take.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LinkCreateAttr
    {
        internal uint ProgFd;
        internal uint TargetIfindex;
        internal uint AttachType;
        internal uint Flags;
    }

    /// <summary>union bpf_attr for BPF_LINK_UPDATE.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LinkUpdateAttr
    {
        internal uint LinkFd;
        internal uint NewProgFd;
        internal uint Flags;
        internal uint OldProgFd;
    }

    /// <summary>union bpf_attr for BPF_LINK_DETACH.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LinkDetachAttr
    {
        internal uint LinkFd;
    }
}
