namespace System.Management.Automation;

/// <summary>What stands in a PSObject that is a bag of properties.</summary>
public sealed class PSCustomObject;
