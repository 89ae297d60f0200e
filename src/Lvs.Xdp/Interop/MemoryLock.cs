namespace Lvs.Xdp.Interop;

/// <summary>RLIMIT_MEMLOCK: AF_XDP's memory counts against it unless the process has CAP_IPC_LOCK.</summary>
internal static unsafe class MemoryLock
{
    /// <summary>The limit in bytes; ulong.MaxValue is none.</summary>
    internal static ulong Current
    {
        get
        {
            Libc.Rlimit limit;
            return Libc.Getrlimit(Libc.RLIMIT_MEMLOCK, &limit) == 0 ? limit.Current : 0;
        }
    }

    /// <summary>Lifts the limit as far as the process may: away with CAP_SYS_RESOURCE, else to the hard limit.</summary>
    internal static void Raise()
    {
        var none = new Libc.Rlimit { Current = Libc.RLIM_INFINITY, Maximum = Libc.RLIM_INFINITY };
        Libc.Rlimit limit;
        if (Libc.Setrlimit(Libc.RLIMIT_MEMLOCK, &none) == 0 || Libc.Getrlimit(Libc.RLIMIT_MEMLOCK, &limit) != 0)
            return;
        limit.Current = limit.Maximum;
        Libc.Setrlimit(Libc.RLIMIT_MEMLOCK, &limit);
    }
}
