namespace Lvs.Xdp.Interop;

/// <summary>libbpf or the kernel's verifier refused an object; the message says in their words why.</summary>
public sealed class BpfLoadException : IOException
{
    /// <summary>Makes one.</summary>
    /// <param name="call">The libbpf function.</param>
    /// <param name="errno">The error number, positive.</param>
    /// <param name="log">What libbpf printed, possibly empty.</param>
    public BpfLoadException(string call, int errno, string log)
        : base($"{call}: {Interop.Errno.Text(errno)}{(log.Length == 0 ? string.Empty : Environment.NewLine + log)}")
    {
        Errno = errno;
        Log = log;
    }

    /// <summary>The error number, positive.</summary>
    public int Errno { get; }

    /// <summary>What libbpf printed.</summary>
    public string Log { get; }
}
