namespace System.Management.Automation;

/// <summary>Lets a mandatory argument be null.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AllowNullAttribute : Attribute;
