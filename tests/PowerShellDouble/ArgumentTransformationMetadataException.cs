namespace System.Management.Automation;

/// <summary>An argument cannot be transformed.</summary>
public sealed class ArgumentTransformationMetadataException(string message) : Exception(message);
