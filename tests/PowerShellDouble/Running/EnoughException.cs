namespace PowerShellDouble;

/// <summary>Select-Object -First has what it wanted; those before it are unwound.</summary>
internal sealed class EnoughException : Exception;
