namespace System.Management.Automation;

/// <summary>Where a path leads; always the file system here.</summary>
public sealed class ProviderInfo;
