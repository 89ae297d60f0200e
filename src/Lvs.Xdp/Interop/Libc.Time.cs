using System.Runtime.InteropServices;

namespace Lvs.Xdp.Interop;

/// <summary>The clock that the XDP program stamps with.</summary>
internal static unsafe partial class Libc
{
    internal const int CLOCK_MONOTONIC = 1;

    // int clock_gettime(clockid_t clockid, struct timespec *tp);
    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [SuppressGCTransition]
    internal static partial int ClockGettime(int clockid, Timespec* tp);

    /// <summary>CLOCK_MONOTONIC in nanoseconds: the same count as bpf_ktime_get_ns.</summary>
    internal static long MonotonicNanoseconds()
    {
        Timespec now;
        ClockGettime(CLOCK_MONOTONIC, &now);
        return (now.Seconds * 1_000_000_000L) + now.Nanoseconds;
    }

    /// <summary>struct timespec of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Timespec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
