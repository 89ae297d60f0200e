namespace System.Management.Automation;

/// <summary>The pipeline was stopped.</summary>
public sealed class PipelineStoppedException : Exception;
