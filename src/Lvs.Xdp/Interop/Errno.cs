using System.Runtime.InteropServices;

namespace Lvs.Xdp.Interop;

/// <summary>The error numbers this library tells apart (asm-generic/errno-base.h, errno.h; the same on x64 and arm64).</summary>
internal static class Errno
{
    internal const int EPERM = 1;
    internal const int ENOENT = 2;
    internal const int EINTR = 4;
    internal const int ENXIO = 6;
    internal const int E2BIG = 7;
    internal const int EAGAIN = 11;
    internal const int ENOMEM = 12;
    internal const int EACCES = 13;
    internal const int EBUSY = 16;
    internal const int EEXIST = 17;
    internal const int ENODEV = 19;
    internal const int EINVAL = 22;
    internal const int ENOSPC = 28;
    internal const int EROFS = 30;
    internal const int ERANGE = 34;
    internal const int ENOSYS = 38;
    internal const int ENOTEMPTY = 39;
    internal const int ENOLINK = 67;
    internal const int ENOTSOCK = 88;
    internal const int EMSGSIZE = 90;
    internal const int EOPNOTSUPP = 95;
    internal const int ENETDOWN = 100;
    internal const int ENOBUFS = 105;

    /// <summary>The error of the last call on this thread.</summary>
    internal static int Last => Marshal.GetLastPInvokeError();

    /// <summary>What the C library says of an error number, for messages.</summary>
    internal static string Text(int errno) => $"{Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})";
}
