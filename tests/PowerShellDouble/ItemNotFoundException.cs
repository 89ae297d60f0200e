namespace System.Management.Automation;

/// <summary>There is no such file.</summary>
public sealed class ItemNotFoundException : Exception;
