using System.Collections;
using PowerShellDouble;

namespace System.Management.Automation;

/// <summary>The base of all cmdlets: what they write goes to their <see cref="Stage"/>.</summary>
public abstract class Cmdlet
{
    /// <summary>Where it stands in a pipeline.</summary>
    public Stage Stage { get; set; } = null!;

    public bool Stopping => Stage.Stopping;

    public void WriteObject(object? sendToPipeline) => Stage.Write(sendToPipeline);

    public void WriteObject(object? sendToPipeline, bool enumerateCollection)
    {
        if (!enumerateCollection || sendToPipeline is not IEnumerable list)
        {
            Stage.Write(sendToPipeline);
            return;
        }

        foreach (object? item in list)
            Stage.Write(item);
    }

    public void WriteError(ErrorRecord errorRecord) => Stage.Pipeline.Errors.Add(errorRecord);

    public void WriteWarning(string text) => Stage.Pipeline.Warnings.Add(text);

    public void WriteVerbose(string text) => Stage.Pipeline.Verbose.Add(text);

    public void WriteProgress(ProgressRecord progressRecord) => Stage.Pipeline.Progress.Add(progressRecord.StatusDescription);

    public bool ShouldProcess(string target, string action) => Stage.Confirm($"{action} on {target}");

    public bool ShouldProcess(string verboseDescription, string verboseWarning, string caption) =>
        Stage.Confirm(verboseDescription);

    public void ThrowTerminatingError(ErrorRecord errorRecord) => throw new TerminatingErrorException(errorRecord);

    protected internal virtual void BeginProcessing()
    {
    }

    protected internal virtual void ProcessRecord()
    {
    }

    protected internal virtual void EndProcessing()
    {
    }

    protected internal virtual void StopProcessing()
    {
    }
}
