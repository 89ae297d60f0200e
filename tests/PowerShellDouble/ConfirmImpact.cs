namespace System.Management.Automation;

/// <summary>How much is at stake.</summary>
public enum ConfirmImpact
{
    None,
    Low,
    Medium,
    High,
}
