namespace Lvs.Xdp.Namespaces;

/// <summary>A network namespace could not be made, opened, entered or removed. The message names it and the remedy.</summary>
/// <param name="message">What failed, on which namespace, and what to do.</param>
/// <param name="errno">The error number of Linux, 0 when the input was refused before any system call.</param>
public sealed class NamespaceException(string message, int errno) : IOException(message)
{
    /// <summary>The error number of Linux, for example 17 (EEXIST); 0 when no system call was made.</summary>
    public int Errno { get; } = errno;
}
