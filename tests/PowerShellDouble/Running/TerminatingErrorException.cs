using System.Management.Automation;

namespace PowerShellDouble;

/// <summary>An error that ended the pipeline.</summary>
public sealed class TerminatingErrorException(ErrorRecord error) : Exception(error.Exception.Message, error.Exception)
{
    public ErrorRecord Error { get; } = error;
}
