namespace System.Management.Automation;

/// <summary>A cmdlet that knows how it was called and what surrounds it.</summary>
public abstract class PSCmdlet : Cmdlet
{
    public InvocationInfo MyInvocation { get; } = new();

    public SessionState SessionState { get; } = new();

    public string ParameterSetName { get; set; } = "__AllParameterSets";
}
