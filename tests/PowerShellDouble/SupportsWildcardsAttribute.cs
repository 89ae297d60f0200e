namespace System.Management.Automation;

/// <summary>Tells that a parameter takes wildcards.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SupportsWildcardsAttribute : Attribute;
