namespace Lvs.Xdp.Ethtool;

/// <summary>A device did not take or answer an ethtool request. The message names the device, the request and the remedy.</summary>
/// <param name="message">What failed, on which device, and what to do.</param>
/// <param name="errno">The error number of Linux, 0 when the input was refused before any system call.</param>
public sealed class EthtoolException(string message, int errno) : IOException(message)
{
    /// <summary>The error number of Linux, for example 95 (EOPNOTSUPP) where the driver does not know the request.</summary>
    public int Errno { get; } = errno;

    /// <summary>True when the driver does not know the request, as opposed to refusing the value.</summary>
    public bool IsNotSupported => Errno == 95;
}
