namespace System.Management.Automation;

/// <summary>A property.</summary>
public abstract class PSPropertyInfo : PSMemberInfo;
