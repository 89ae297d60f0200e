namespace System.Management.Automation;

/// <summary>What surrounds a cmdlet.</summary>
public sealed class SessionState
{
    public PathIntrinsics Path { get; } = new();

    public PSVariableIntrinsics PSVariable { get; } = new();
}
