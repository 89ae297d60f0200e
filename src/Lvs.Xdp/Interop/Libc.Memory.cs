using System.Runtime.InteropServices;

namespace Lvs.Xdp.Interop;

/// <summary>Mappings and the limit on locked memory.</summary>
internal static unsafe partial class Libc
{
    internal const int PROT_READ = 1;
    internal const int PROT_WRITE = 2;
    internal const int MAP_SHARED = 0x01;
    internal const int MAP_PRIVATE = 0x02;
    internal const int MAP_ANONYMOUS = 0x20;
    internal const int MAP_POPULATE = 0x8000;

    internal const int RLIMIT_MEMLOCK = 8;
    internal const ulong RLIM_INFINITY = ulong.MaxValue;

    internal static readonly void* MAP_FAILED = (void*)-1;

    // void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset);
    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    internal static partial void* Mmap(void* addr, nuint length, int prot, int flags, int fd, long offset);

    // int munmap(void *addr, size_t length);
    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    internal static partial int Munmap(void* addr, nuint length);

    // int getrlimit(int resource, struct rlimit *rlim);
    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    internal static partial int Getrlimit(int resource, Rlimit* rlim);

    // int setrlimit(int resource, const struct rlimit *rlim);
    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    internal static partial int Setrlimit(int resource, Rlimit* rlim);

    /// <summary>struct rlimit, in bytes for RLIMIT_MEMLOCK.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Rlimit
    {
        internal ulong Current;
        internal ulong Maximum;
    }
}
