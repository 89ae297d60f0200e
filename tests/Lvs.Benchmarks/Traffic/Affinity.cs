using System.Globalization;
using System.Runtime.InteropServices;

namespace Lvs.Benchmarks.Traffic;

/// <summary>Which processor does what: the load is made on the first, what a contestant runs in user space has the last.</summary>
internal static unsafe partial class Affinity
{
    /// <summary>Where load is made.</summary>
    public const int Load = 0;

    /// <summary>Where contestants run.</summary>
    public static int Contestants => Environment.ProcessorCount - 1;

    /// <summary>Keeps the calling thread on a processor.</summary>
    public static void KeepThread(int cpu) => Set(0, cpu);

    /// <summary>Keeps all threads that a process has on a processor.</summary>
    public static void KeepProcess(int pid, int cpu)
    {
        foreach (string task in Directory.EnumerateDirectories($"/proc/{pid}/task"))
            Set(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), cpu);
    }

    private static void Set(int thread, int cpu)
    {
        ulong* mask = stackalloc ulong[16];
        new Span<ulong>(mask, 16).Clear();
        mask[cpu / 64] = 1ul << (cpu % 64);
        _ = SetAffinity(thread, 16 * sizeof(ulong), mask);
    }

    // int sched_setaffinity(pid_t pid, size_t cpusetsize, const cpu_set_t *mask);
    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int pid, nuint size, ulong* mask);
}
