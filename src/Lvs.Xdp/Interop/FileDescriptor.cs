using Microsoft.Win32.SafeHandles;

namespace Lvs.Xdp.Interop;

/// <summary>A file descriptor that is closed once.</summary>
internal sealed class FileDescriptor : SafeHandleZeroOrMinusOneIsInvalid
{
    private FileDescriptor(int fd)
        : base(true) => SetHandle(fd);

    /// <summary>The number, for the calls; valid until disposal.</summary>
    internal int Value => (int)handle;

    /// <summary>Takes the result of a call that returns a descriptor or -1.</summary>
    /// <exception cref="LinuxException">The call failed.</exception>
    internal static FileDescriptor Take(int result, string call) =>
        result < 0 ? throw new LinuxException(call, Errno.Last) : new FileDescriptor(result);

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
