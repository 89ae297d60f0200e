using Lvs.Xdp.Interop;

namespace Lvs.Xdp;

/// <summary>
/// The directory on bpffs that keeps maps, programs and links while no lvsd runs. One process at a time holds it, by a lock
/// on the directory that the kernel drops with the process.
/// </summary>
internal sealed class PinDirectory : IDisposable
{
    // The kernel shows it in /proc/self/mountinfo as the source of the mount: so --detach knows whose mount it is.
    private const string MountSource = "lvsd";

    // An lvsd that is just being killed keeps the lock until the kernel has taken its memory down.
    private const int LockMilliseconds = 300;

    private readonly FileDescriptor _lock;

    private PinDirectory(string path, FileDescriptor @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>Absolute, without a slash at the end.</summary>
    internal string Path { get; }

    /// <summary>Opens the directory, making it, and mounting bpffs at its usual place, when they are not there.</summary>
    /// <exception cref="DataPlaneException">Not on bpffs, or another process holds it.</exception>
    internal static PinDirectory Open(string directory)
    {
        string path = Normalize(directory);
        string parent = System.IO.Path.GetDirectoryName(path) ?? "/";
        if (IsBelow(path, DataPlaneOptions.DefaultBpffs) && !IsBpffs(DataPlaneOptions.DefaultBpffs))
            MountBpffs();
        if (!IsBpffs(Directory.Exists(path) ? path : parent))
        {
            throw new DataPlaneException(
                DataPlaneError.NotBpffs,
                path,
                $"'{path}' is not in a BPF file system{(Directory.Exists(parent) ? string.Empty : $" ('{parent}' does not exist)")}.",
                $"Give --pin a directory below a mounted bpffs, such as {DataPlaneOptions.DefaultBpffs}/lvs, "
                + "or mount one there: mount -t bpf bpf DIRECTORY.");
        }

        bool made = Libc.Mkdir(path, 0b111_000_000) == 0;
        if (!made && Errno.Last != Errno.EEXIST)
            throw Failure("mkdir", path);
        try
        {
            return Lock(path);
        }
        catch when (made)
        {
            Libc.Rmdir(path);
            throw;
        }
    }

    /// <summary>Opens the directory to take it down; null when it is not there.</summary>
    internal static PinDirectory? OpenExisting(string directory)
    {
        string path = Normalize(directory);
        return Directory.Exists(path) && IsBpffs(path) ? Lock(path) : null;
    }

    /// <summary>The path of an entry.</summary>
    internal string this[string name] => $"{Path}/{name}";

    /// <summary>The names of all entries.</summary>
    internal IEnumerable<string> Names() =>
        Directory.GetFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry)).Order(StringComparer.Ordinal);

    /// <summary>Opens a pin; null when there is none.</summary>
    internal FileDescriptor? Get(string name)
    {
        int fd = Bpf.ObjGet(this[name]);
        return fd < 0 && Errno.Last == Errno.ENOENT ? null : FileDescriptor.Take(fd, $"bpf(BPF_OBJ_GET, {this[name]})");
    }

    /// <summary>Pins an object under a new name.</summary>
    internal void Pin(string name, int fd)
    {
        if (Bpf.ObjPin(fd, this[name]) < 0)
            throw Failure("bpf: BPF_OBJ_PIN", this[name]);
    }

    /// <summary>Pins an object under a name that may be taken: the old pin goes in the same instant.</summary>
    internal void Replace(string name, int fd)
    {
        string next = $"{name}-next";
        Remove(next);
        Pin(next, fd);
        if (Libc.Rename(this[next], this[name]) < 0)
            throw Failure("rename", this[name]);
    }

    /// <summary>Removes a pin; what it held goes when nobody else holds it.</summary>
    internal void Remove(string name)
    {
        if (Libc.Unlink(this[name]) < 0 && Errno.Last != Errno.ENOENT)
            throw Failure("unlink", this[name]);
    }

    /// <summary>Removes the directory itself, and the mount when lvsd made it and nothing else is in it.</summary>
    internal void RemoveDirectory()
    {
        if (Libc.Rmdir(Path) < 0 && Errno.Last != Errno.ENOENT)
            throw Failure("rmdir", Path);
        Dispose();
        // The kernel puts maps.debug and progs.debug into every bpffs by itself.
        if (IsBelow(Path, DataPlaneOptions.DefaultBpffs) && IsOurMount()
            && Directory.GetFileSystemEntries(DataPlaneOptions.DefaultBpffs)
                .All(static name => name.EndsWith(".debug", StringComparison.Ordinal)))
            _ = Libc.Umount2(DataPlaneOptions.DefaultBpffs, 0); // busy: somebody began to use it, and keeps it
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_lock.IsClosed)
            return;

        // Not left to the closing alone: a process that another thread starts in this moment has a copy of the descriptor
        // until it executes its program, and the lock would live as long.
        _ = Libc.Flock(_lock.Value, Libc.LOCK_UN);
        _lock.Dispose();
    }

    /// <summary>True when the path is on a BPF file system.</summary>
    internal static unsafe bool IsBpffs(string path)
    {
        Libc.StatfsBuffer buffer;
        return Libc.Statfs(path, &buffer) == 0 && buffer.Type == Libc.BPF_FS_MAGIC;
    }

    private static PinDirectory Lock(string path)
    {
        var fd = FileDescriptor.Take(Libc.Open(path, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_CLOEXEC), $"open {path}");
        int errno;
        long deadline = Environment.TickCount64 + LockMilliseconds;
        while (true)
        {
            if (Libc.Flock(fd.Value, Libc.LOCK_EX | Libc.LOCK_NB) == 0)
                return new PinDirectory(path, fd);
            errno = Errno.Last;
            if (errno != Errno.EAGAIN || Environment.TickCount64 >= deadline)
                break;
            Thread.Sleep(10);
        }

        fd.Dispose();
        if (errno != Errno.EAGAIN)
            throw new LinuxException($"flock {path}", errno);
        throw new DataPlaneException(
            DataPlaneError.InUse,
            path,
            $"Another lvsd holds the pin directory '{path}'.",
            "Stop it first (systemctl stop lvsd), or give this one another directory with --pin.");
    }

    private static void MountBpffs()
    {
        const string target = DataPlaneOptions.DefaultBpffs;
        if (Libc.Mount(MountSource, target, "bpf", 0, null) == 0 || (Errno.Last == Errno.EBUSY && IsBpffs(target)))
            return;
        int errno = Errno.Last;
        throw new DataPlaneException(
            errno == Errno.ENODEV ? DataPlaneError.KernelTooOld : DataPlaneError.NotBpffs,
            target,
            $"No BPF file system is mounted at {target}, and mounting one failed: {Errno.Text(errno)}.",
            errno == Errno.ENODEV ? "Use a kernel with CONFIG_BPF_SYSCALL." : $"Mount it: mount -t bpf bpf {target}.",
            new LinuxException($"mount {target}", errno));
    }

    // mountinfo: "... mount-point options - type source super-options" (proc_pid_mountinfo(5)).
    private static bool IsOurMount() => File.ReadLines("/proc/thread-self/mountinfo").Any(static line =>
        line.Contains($" {DataPlaneOptions.DefaultBpffs} ", StringComparison.Ordinal)
        && line.Contains($" - bpf {MountSource} ", StringComparison.Ordinal));

    private static string Normalize(string directory) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(directory));

    private static bool IsBelow(string path, string root) => path.StartsWith(root + "/", StringComparison.Ordinal);

    private static Exception Failure(string call, string path)
    {
        var error = new LinuxException($"{call} {path}", Errno.Last);
        return error.Errno is Errno.EPERM or Errno.EACCES ? Privileges.Explain(error) : error;
    }
}
