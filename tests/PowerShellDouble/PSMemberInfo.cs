namespace System.Management.Automation;

/// <summary>A property of an object, whatever kind of object that is.</summary>
public abstract class PSMemberInfo
{
    public abstract object? Value { get; set; }
}
