using System.Runtime.InteropServices;

namespace Lvs.Xdp.Netlink;

/// <summary>The kernel refused a netlink request. The message names the value, the kernel's reason and the remedy.</summary>
/// <param name="message">What failed and what to do.</param>
/// <param name="errno">The error number of Linux; 0 when no system call was made.</param>
public sealed class NetlinkException(string message, int errno) : IOException(message)
{
    internal const int EPERM = 1;
    internal const int EINTR = 4;
    internal const int EAGAIN = 11;
    internal const int EEXIST = 17;
    internal const int ENODEV = 19;
    internal const int EADDRNOTAVAIL = 99;
    internal const int ENOBUFS = 105;

    /// <summary>The error number of Linux, for example 19 (ENODEV).</summary>
    public int Errno { get; } = errno;

    /// <summary>Builds the exception of a failed call.</summary>
    /// <param name="what">The request with its values, as in "add 192.0.2.1/32 to eth0".</param>
    /// <param name="errno">The error number.</param>
    /// <param name="reason">The kernel's own words (extended acknowledgement), where it had any.</param>
    internal static NetlinkException Of(string what, int errno, string? reason = null) => new(
        $"Could not {what}: {Marshal.GetPInvokeErrorMessage(errno)}{(reason is null ? "" : $" ({reason.TrimEnd('.')})")}." + errno switch
        {
            EPERM => " CAP_NET_ADMIN is needed: run as root.",
            ENODEV => " There is no such device in this network namespace (ip link).",
            EAGAIN => " The kernel did not answer in time.",
            _ => "",
        },
        errno);
}
