using Lvs.Xdp.Interop;

namespace Lvs.Xdp;

/// <summary>A pinned bpf_link: our program on one interface, also while no lvsd runs.</summary>
internal sealed unsafe class XdpLink : IDisposable
{
    private const string Prefix = "link-";
    private const string FragmentsSuffix = "-frags";

    private readonly FileDescriptor _fd;

    private XdpLink(FileDescriptor fd, XdpAttachment attachment)
    {
        _fd = fd;
        Attachment = attachment;
    }

    /// <summary>Where and how.</summary>
    internal XdpAttachment Attachment { get; private set; }

    /// <summary>The name of its pin.</summary>
    internal string PinName => $"{Prefix}{Attachment.InterfaceIndex}{(Attachment.Fragments ? FragmentsSuffix : string.Empty)}";

    /// <summary>True for the name of a link's pin.</summary>
    internal static bool IsPin(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Puts a program on an interface.</summary>
    /// <returns>Null when the kernel says no; then errno tells why.</returns>
    internal static XdpLink? TryCreate(int program, string name, uint ifindex, XdpMode mode, bool fragments)
    {
        int fd = Bpf.LinkCreateXdp(program, ifindex, Flags(mode));
        return fd < 0
            ? null
            : new XdpLink(FileDescriptor.Take(fd, "bpf(BPF_LINK_CREATE)"), new XdpAttachment(ifindex, name, mode, fragments, false));
    }

    /// <summary>Takes over a pinned link.</summary>
    /// <returns>Null when its interface is gone.</returns>
    internal static XdpLink? Adopt(FileDescriptor fd, string pin)
    {
        if (Bpf.ObjGetInfo(fd.Value, out Bpf.LinkInfo info) < 0)
            throw new LinuxException($"bpf(BPF_OBJ_GET_INFO_BY_FD, {pin})", Errno.Last);
        if (info.Type != Bpf.BPF_LINK_TYPE_XDP || info.XdpIfindex == 0)
            return null;
        uint native = 0;
        _ = LibBpf.XdpQueryId((int)info.XdpIfindex, (int)Bpf.XDP_FLAGS_DRV_MODE, &native);
        return new XdpLink(fd, new XdpAttachment(
            info.XdpIfindex,
            Libc.InterfaceName(info.XdpIfindex) ?? $"#{info.XdpIfindex}",
            native == info.ProgId ? XdpMode.Native : XdpMode.Generic,
            pin.EndsWith(FragmentsSuffix, StringComparison.Ordinal),
            true));
    }

    /// <summary>Replaces the program, with no packet in between.</summary>
    /// <returns>0, or the error number.</returns>
    internal int Update(int program) => Bpf.LinkUpdate(_fd.Value, program) < 0 ? Errno.Last : 0;

    /// <summary>Pins the link.</summary>
    internal void Pin(PinDirectory directory) => directory.Replace(PinName, _fd.Value);

    /// <summary>Takes the program off the interface and the pin away. An interface that is gone is no error.</summary>
    internal void Detach(PinDirectory directory)
    {
        Detach(_fd);
        directory.Remove(PinName);
    }

    /// <summary>Takes the program off by an open link.</summary>
    internal static void Detach(FileDescriptor link)
    {
        // Says ENOLINK when the interface went first. Without it the program would stay until the last holder closes.
        if (Bpf.LinkDetach(link.Value) < 0 && Errno.Last != Errno.ENOLINK)
            throw new LinuxException("bpf(BPF_LINK_DETACH)", Errno.Last);
    }

    /// <inheritdoc/>
    public void Dispose() => _fd.Dispose();

    private static uint Flags(XdpMode mode) => mode == XdpMode.Native ? Bpf.XDP_FLAGS_DRV_MODE : Bpf.XDP_FLAGS_SKB_MODE;
}
