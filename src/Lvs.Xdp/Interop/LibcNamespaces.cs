using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lvs.Xdp.Interop;

/// <summary>Namespaces and the mounts that give them names: <c>unshare(2)</c>, <c>setns(2)</c>, <c>mount(2)</c>, <c>flock(2)</c>.</summary>
internal static partial class LibcNamespaces
{
    internal const int CLONE_NEWNET = 0x40000000;

    internal const int O_RDONLY = 0;
    internal const int O_DIRECTORY = 0x10000;
    internal const int O_CLOEXEC = 0x80000;

    internal const nuint MS_BIND = 0x1000;
    internal const nuint MS_REC = 0x4000;
    internal const nuint MS_SHARED = 0x100000;

    internal const int MNT_DETACH = 2;
    internal const int LOCK_EX = 2;

    // int unshare(int flags);
    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    internal static partial int Unshare(int flags);

    // int setns(int fd, int nstype);
    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    internal static partial int SetNamespace(SafeFileHandle descriptor, int type);

    // int open(const char *pathname, int flags, ...);
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SafeFileHandle Open(string path, int flags);

    // int mount(const char *source, const char *target, const char *filesystemtype, unsigned long mountflags, const void *data);
    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Mount(string source, string target, string fileSystem, nuint flags, nint data);

    // int umount2(const char *target, int flags);
    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unmount(string target, int flags);

    // int flock(int fd, int operation);
    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(SafeFileHandle descriptor, int operation);
}
