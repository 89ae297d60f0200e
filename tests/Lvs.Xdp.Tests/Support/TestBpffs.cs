using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Tests.Support;

/// <summary>A BPF file system of one test, mounted at a directory of its own and gone with it.</summary>
internal sealed class TestBpffs : IDisposable
{
    internal TestBpffs()
    {
        Root = Directory.CreateTempSubdirectory("xdp-test-bpffs-").FullName;
        if (Libc.Mount("xdp-test", Root, "bpf", 0, null) < 0)
            throw new LinuxException($"mount {Root}", Errno.Last);
    }

    internal string Root { get; }

    internal string PinDirectory => Root + "/lvs";

    /// <summary>Everything in it, relative, sorted, without what the kernel itself puts into a new one (maps.debug, progs.debug).</summary>
    internal string[] Entries() =>
    [
        .. Directory.GetFileSystemEntries(Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(static name => !name.EndsWith(".debug", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose()
    {
        // Lazily: a process that another test starts in this moment has our descriptors until it executes its program.
        if (Libc.Umount2(Root, Libc.MNT_DETACH) < 0)
            throw new LinuxException($"umount2 {Root}", Errno.Last);
        Directory.Delete(Root);
    }
}
