namespace System.Management.Automation;

/// <summary>An error's category.</summary>
public sealed class ErrorCategoryInfo(ErrorCategory category)
{
    public ErrorCategory Category { get; } = category;
}
