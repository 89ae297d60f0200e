namespace System.Management.Automation;

/// <summary>How a cmdlet was called.</summary>
public sealed class InvocationInfo
{
    public Dictionary<string, object?> BoundParameters { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool ExpectingInput { get; set; }
}
