using System.Runtime.InteropServices;

namespace Lvs.Xdp.Interop;

/// <summary>The bpf(2) system call (linux/bpf.h); one file a family of commands.</summary>
internal static unsafe partial class Bpf
{
    internal const int BPF_MAP_CREATE = 0;
    internal const int BPF_MAP_LOOKUP_ELEM = 1;
    internal const int BPF_MAP_UPDATE_ELEM = 2;
    internal const int BPF_MAP_DELETE_ELEM = 3;
    internal const int BPF_MAP_GET_NEXT_KEY = 4;
    internal const int BPF_PROG_LOAD = 5;
    internal const int BPF_OBJ_PIN = 6;
    internal const int BPF_OBJ_GET = 7;
    internal const int BPF_PROG_TEST_RUN = 10;
    internal const int BPF_PROG_GET_NEXT_ID = 11;
    internal const int BPF_PROG_GET_FD_BY_ID = 13;
    internal const int BPF_OBJ_GET_INFO_BY_FD = 15;
    internal const int BPF_MAP_LOOKUP_BATCH = 24;
    internal const int BPF_MAP_UPDATE_BATCH = 26;
    internal const int BPF_MAP_DELETE_BATCH = 27;
    internal const int BPF_LINK_CREATE = 28;
    internal const int BPF_LINK_UPDATE = 29;
    internal const int BPF_LINK_DETACH = 34;

    internal const int BPF_OBJ_NAME_LEN = 16;

    // __NR_bpf: asm/unistd_64.h, asm-generic/unistd.h
    private static readonly long NR_bpf = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 280 : 321;

    // long syscall(long number, ...);   here: int bpf(int cmd, union bpf_attr *attr, unsigned int size);
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Syscall(long number, long cmd, void* attr, ulong size);

    /// <summary>bpf(2) with one of the structures that union bpf_attr is made of; -1 and errno on failure.</summary>
    internal static int Call<T>(int cmd, ref T attr)
        where T : unmanaged
    {
        fixed (T* pointer = &attr)
            return (int)Syscall(NR_bpf, cmd, pointer, (ulong)sizeof(T));
    }
}
