using System.Globalization;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp;

/// <summary>The capabilities (capabilities(7)) that the data plane needs, and the errors that lack of them makes.</summary>
internal static class Privileges
{
    private const int CAP_NET_ADMIN = 12;
    private const int CAP_NET_RAW = 13;
    private const int CAP_SYS_ADMIN = 21;
    private const int CAP_PERFMON = 38;
    private const int CAP_BPF = 39;

    /// <summary>Fails when the calling thread cannot set up the data plane.</summary>
    /// <exception cref="DataPlaneException">It lacks capabilities.</exception>
    internal static void Require()
    {
        string missing = Missing(EffectiveCapabilities());
        if (missing.Length != 0)
            throw Lacking(missing);
    }

    /// <summary>The names of what is missing, with commas; empty when nothing is.</summary>
    internal static string Missing(ulong effective)
    {
        var missing = new List<string>();
        if (!Has(CAP_NET_ADMIN))
            missing.Add(nameof(CAP_NET_ADMIN));
        if (!Has(CAP_NET_RAW))
            missing.Add(nameof(CAP_NET_RAW));
        if (!Has(CAP_BPF) && !Has(CAP_SYS_ADMIN))
            missing.Add(nameof(CAP_BPF));
        if (!Has(CAP_PERFMON) && !Has(CAP_SYS_ADMIN))
            missing.Add(nameof(CAP_PERFMON));
        return string.Join(", ", missing);

        bool Has(int capability) => (effective & (1UL << capability)) != 0;
    }

    /// <summary>Explains EPERM and EACCES: capabilities when some are missing, else locked memory or a security module.</summary>
    internal static DataPlaneException Explain(LinuxException error)
    {
        string missing = Missing(EffectiveCapabilities());
        return missing.Length != 0 ? Lacking(missing, error)
            : MemoryLock.Current != Libc.RLIM_INFINITY ? LockedMemory(error)
            : new DataPlaneException(
                DataPlaneError.NoPrivileges,
                error.Call,
                $"The kernel does not permit {error.Call}, although all capabilities are there.",
                "Look for a seccomp filter, a container's restriction or kernel lockdown.",
                error);
    }

    /// <summary>Explains that memory could not be locked.</summary>
    internal static DataPlaneException LockedMemory(Exception? inner) => new(
        DataPlaneError.LockedMemory,
        MemoryLock.Current.ToString(CultureInfo.InvariantCulture),
        $"Locked memory is limited to {MemoryLock.Current} bytes (RLIMIT_MEMLOCK), which is not enough for the packet buffers or maps.",
        "Raise it (LimitMEMLOCK=infinity in the unit, or ulimit -l unlimited), or give the process CAP_IPC_LOCK.",
        inner);

    // Of the thread: capabilities are a thread's own, and the tests take one thread's away.
    private static ulong EffectiveCapabilities()
    {
        foreach (string line in File.ReadLines("/proc/thread-self/status"))
        {
            if (line.StartsWith("CapEff:", StringComparison.Ordinal))
                return ulong.Parse(line.AsSpan(7).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        return 0;
    }

    private static DataPlaneException Lacking(string missing, Exception? inner = null) => new(
        DataPlaneError.NoPrivileges,
        missing,
        $"The process lacks {missing}.",
        "Run it as root, or give it these capabilities (AmbientCapabilities= in the unit).",
        inner);
}
