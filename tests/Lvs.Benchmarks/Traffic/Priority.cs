using System.Globalization;
using System.Runtime.InteropServices;

namespace Lvs.Benchmarks.Traffic;

/// <summary>What is measured goes before what else runs on the machine; all contestants inherit it alike.</summary>
internal static partial class Priority
{
    private const int PRIO_PROCESS = 0;
    private const int Nice = -15;

    /// <summary>Raises all threads there are; those to come, and processes started from now on, inherit it.</summary>
    public static void Raise()
    {
        foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
            _ = SetPriority(PRIO_PROCESS, uint.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), Nice);
    }

    // int setpriority(int which, id_t who, int prio);
    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int prio);
}
