namespace System.Management.Automation;

/// <summary>Lets a mandatory list be empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AllowEmptyCollectionAttribute : Attribute;
