using System.Management.Automation;

namespace PowerShellDouble;

/// <summary>A cmdlet in a pipeline with its arguments.</summary>
public sealed class Stage
{
    private readonly Cmdlet _cmdlet;
    private readonly Arguments _arguments;

    internal Stage(Pipeline pipeline, Cmdlet cmdlet, IReadOnlyDictionary<string, object?> arguments, bool expectsInput)
    {
        Pipeline = pipeline;
        _cmdlet = cmdlet;
        cmdlet.Stage = this;
        _arguments = new Arguments((PSCmdlet)cmdlet, arguments, expectsInput);
    }

    /// <summary>Its pipeline.</summary>
    public Pipeline Pipeline { get; }

    /// <summary>True once it was stopped.</summary>
    public bool Stopping { get; private set; }

    /// <summary>The next one; null for the last.</summary>
    internal Stage? Next { get; set; }

    internal bool HasInput { get; set; }

    internal void Begin() => _cmdlet.BeginProcessing();

    /// <summary>Takes an object in.</summary>
    internal void Process(object? input)
    {
        if (_arguments.BindInput(input) is { } refusal)
            Pipeline.Errors.Add(refusal);
        else
            _cmdlet.ProcessRecord();
    }

    internal void End()
    {
        if (!HasInput)
            _cmdlet.ProcessRecord();
        _cmdlet.EndProcessing();
    }

    internal void Stop()
    {
        Stopping = true;
        _cmdlet.StopProcessing();
    }

    internal void Dispose() => (_cmdlet as IDisposable)?.Dispose();

    internal void Write(object? output)
    {
        if (Stopping)
            throw new PipelineStoppedException();
        if (Next is not null)
            Next.Process(output);
        else
            Pipeline.Collect(output);
    }

    internal bool Confirm(string what)
    {
        Pipeline.Confirmed.Add(what);
        return !_arguments.WhatIf;
    }
}
