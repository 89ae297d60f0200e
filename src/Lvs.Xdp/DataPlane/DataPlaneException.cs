namespace Lvs.Xdp;

/// <summary>The data plane could not be set up, changed or taken down; nothing was changed by the call that throws it.</summary>
public sealed class DataPlaneException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="error">What kind.</param>
    /// <param name="value">The offending value: an interface, a directory, a number.</param>
    /// <param name="message">A sentence that names the value.</param>
    /// <param name="remedy">A sentence about what to do.</param>
    /// <param name="inner">The system's own error, when there is one.</param>
    public DataPlaneException(DataPlaneError error, string value, string message, string remedy, Exception? inner = null)
        : base(message, inner)
    {
        Error = error;
        Value = value;
        Remedy = remedy;
    }

    /// <summary>What kind of failure.</summary>
    public DataPlaneError Error { get; }

    /// <summary>The offending value.</summary>
    public string Value { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
