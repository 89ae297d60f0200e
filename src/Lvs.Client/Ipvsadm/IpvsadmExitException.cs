namespace Lvs.Client.Ipvsadm;

/// <summary>A command line that ipvsadm refuses: it says so on standard error and ends at once, within -R as well.</summary>
public sealed class IpvsadmExitException : Exception
{
    /// <summary>The exit status of a wrong use.</summary>
    internal const int Usage = 2;

    /// <summary>Makes one.</summary>
    /// <param name="status">The exit status: 2, or 255 when not even the command was understood.</param>
    /// <param name="message">The text for standard error, without the newline at its end.</param>
    public IpvsadmExitException(int status, string message)
        : base(message) => Status = status;

    /// <summary>The exit status.</summary>
    public int Status { get; }

    internal static IpvsadmExitException Refuse(string message) => new(Usage, message);
}
