namespace Lvs.Xdp.Interop;

/// <summary>A system call failed for a reason that has no error of its own here; the message names the call and the error.</summary>
public sealed class LinuxException : IOException
{
    /// <summary>Makes one.</summary>
    /// <param name="call">The system call or library function, with what it was about.</param>
    /// <param name="errno">The error number, positive.</param>
    public LinuxException(string call, int errno)
        : base($"{call}: {Interop.Errno.Text(errno)}")
    {
        Call = call;
        Errno = errno;
    }

    /// <summary>The system call or library function, with what it was about.</summary>
    public string Call { get; }

    /// <summary>The error number, positive.</summary>
    public int Errno { get; }
}
